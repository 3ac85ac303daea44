#pragma once
// Construction sequences from other people's data, in millimetres, outer loops counter-clockwise and holes clockwise.
//
// What is read (recognised by content, not by name):
//   FusionLines           one model a line: {id, volume, area, ops: [{sketch, profiles, op, extent}]}, centimetres
//   FusionReconstruction  the Fusion 360 Gallery's reconstruction JSON: timeline, entities, properties; centimetres
//   DeepCad               DeepCAD's JSON (Onshape): sequence, entities, properties; metres
//   Sequence              this program's own (json.h)
// Splines, ellipses, tapers and extents that end at other geometry are refused model by model; the rest goes on.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cad/sequence.h"
#include "core/error.h"

namespace img2cadseq {

enum class ImportFormat { FusionLines, FusionReconstruction, DeepCad, Sequence };
const char* importFormatName(ImportFormat format);

/// One model: its sequence, or why it could not be had.
struct ImportedModel {
    std::string id;                ///< the source's, or the file's name without suffix; also the sequence's name
    size_t line = 0;               ///< from 1 in a file of lines, else 0
    CadSequence sequence;          ///< empty where `error` is set
    std::optional<double> volume;  ///< mm^3, where the source states it
    std::optional<double> area;    ///< mm^2, where the source states it
    std::optional<Box3> box;       ///< mm, where the source states it
    std::optional<Error> error;
};

/// Format of a text, judged by its first object. Throws Error(BadInput) where it is none of them.
ImportFormat recogniseFormat(std::string_view text);

/// Reads one model from the text of a whole document (or one line of FusionLines). Throws Error(BadInput) with the
/// place.
ImportedModel importModel(std::string_view text, ImportFormat format, const std::string& fallbackId);

/// Reads a file model by model and hands each to `take`, in order; lines are streamed, one in memory at a time. A model
/// that cannot be read is handed over with its error. Throws Error (Io, BadInput) where the file as a whole cannot be
/// used.
void importFile(const std::string& path, const std::function<void(ImportedModel&&)>& take);

/// All of a file's models at once.
std::vector<ImportedModel> importFile(const std::string& path);

}  // namespace img2cadseq
