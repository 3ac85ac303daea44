#pragma once
// STEP files out and in. Lengths in millimetres on this side, whatever the file's unit.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "brep/gate.h"
#include "brep/solid.h"
#include "geometry/raster.h"

namespace img2cadseq::brep {

enum class StepSchema { Ap203, Ap214, Ap242 };
/// "ap203", "ap242"; of any other word, ap214's.
StepSchema stepSchemaOf(const std::string& word);

enum class LengthUnit { Millimetre, Inch };

struct StepOptions {
    StepSchema schema = StepSchema::Ap214;
    LengthUnit unit = LengthUnit::Millimetre;
    std::string productName = "part";  ///< UTF-8
    std::string program = "Img2CADSeq";
    std::string version;           ///< of the program
    std::optional<uint64_t> seed;  ///< goes into the header's description
    std::optional<Rgb> colour;     ///< of all faces
    std::string timeStamp;         ///< ISO 8601; empty: now. All else being equal, equal options give equal bytes
};

/// The file's text. Throws Error(BadGeometry) where there is nothing to write.
std::string stepText(const Solid& solid, const StepOptions& options = {});

/// Whether `text` re-reads as `solid`: solids, faces and edges the same, volume, area and box within 1e-6.
Verdict rereads(const Solid& solid, const std::string& text);

/// Writes to a temporary name beside `path`, reads it back, compares, and only then takes the name. Throws Error(Io)
/// where the file cannot be written, Error(BadGeometry) where it does not re-read the same; `path` is then as it was.
void writeStep(const Solid& solid, const std::filesystem::path& path, const StepOptions& options = {});

/// The gate and writeStep in one, with one translation for both: the text that passed the gate is the file's. Nothing
/// is written where the verdict is not valid.
Verdict gateAndWriteStep(const Solid& solid, const std::filesystem::path& path, const StepOptions& options = {});

/// What a STEP file says of itself.
struct StepInfo {
    std::string schema;       ///< the header's, e.g. "AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }"
    std::string productName;  ///< of the first product
    std::string originatingSystem;
    std::string description;
    std::string timeStamp;
};

/// All shapes of the file, its faces and shells that bound no solid too, so that it can be viewed; ask bodyCount() or
/// gate(). Throws Error(Io) where the file cannot be read, Error(BadInput) where it is not STEP, cut off or without any
/// shape.
Solid readStep(const std::filesystem::path& path, StepInfo* info = nullptr);
Solid readStepText(const std::string& text, const std::string& name, StepInfo* info = nullptr);

}  // namespace img2cadseq::brep
