#pragma once
// Construction sequences as JSON text. Schema, version 1 (every member is required unless said; no others are allowed):
//
//   {
//     "format": "img2cadseq-sequence",
//     "version": 1,
//     "unit": "mm",                          all lengths; "mm" is the only unit of version 1
//     "name": "bracket",                     optional
//     "blocks": [                            in the order they are built
//       {
//         "op": "New",                       "New" | "Join" | "Cut" | "Intersect"; see BooleanOp
//         "plane": {"origin": [0, 0, 0], "x": [1, 0, 0], "normal": [0, 0, 1]},     v axis = normal x x
//         "extent": {"low": 0, "high": 10},  along the normal
//         "profiles": [                      united
//           {
//             "outer": [                     a loop: curves head to tail in the plane's (u, v), or one circle
//               {"type": "line", "start": [0, 0], "end": [20, 0]},
//               {"type": "arc", "start": [20, 0], "mid": [25, 5], "end": [20, 10]},   mid: any point between the ends
//               ...
//             ],
//             "holes": [[{"type": "circle", "center": [10, 5], "radius": 2}]]          optional; a list of loops
//           }
//         ]
//       }
//     ]
//   }
//
// Numbers are written with the fewest digits that give back the same double, so that writing and reading is bit-exact.
// Reading checks the schema only; whether the geometry makes sense is validity.h's matter.

#include <string>
#include <string_view>

#include "cad/sequence.h"

namespace img2cadseq {

inline constexpr const char* kSequenceFormat = "img2cadseq-sequence";
inline constexpr int kSequenceVersion = 1;

/// Text of the sequence, one line a curve. Throws Error(BadGeometry) where a number is not finite: JSON cannot say it.
std::string toJson(const CadSequence& sequence);

/// Throws Error(BadInput) with the place inside the document, e.g. "blocks[2].profiles[0].outer[3].end must have 2
/// numbers, not 3". Texts over 64 MiB, 4 million values or 64 levels are refused.
CadSequence fromJson(std::string_view text);

/// Errors name the file. A sequence without a name gets the file's.
CadSequence readSequence(const std::string& path);

/// Writes to a temporary name in the same folder and renames: the file is there whole or not at all. Throws Error(Io).
void writeSequence(const CadSequence& sequence, const std::string& path);

}  // namespace img2cadseq
