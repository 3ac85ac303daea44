#pragma once
// Candidates and clouds as files.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "brep/step.h"
#include "document/job.h"
#include "document/run_state.h"

namespace img2cadseq {

enum class ExportKind { Step, Stl, Sequence, FreecadMacro, Cloud };

struct ExportOptions {
    brep::StepSchema schema = brep::StepSchema::Ap214;
    brep::LengthUnit unit = brep::LengthUnit::Millimetre;  ///< STEP and STL; sequences and macros are in mm
    std::string productName = "part";
    std::optional<Rgb> colour;
};

/// The usual suffix with its dot, e.g. ".step".
std::string suffixOf(ExportKind kind);

/// Writes a temporary name and renames. Throws Error(Io), Error(BadGeometry) where the candidate is no valid solid.
void exportCandidate(const RankedCandidate& candidate, ExportKind kind, const std::filesystem::path& file,
                     const ExportOptions& options = {});

/// The same as a job. `done` is called on the window's thread.
std::unique_ptr<Job> exportJob(CandidatePtr candidate, ExportKind kind, std::filesystem::path file,
                               ExportOptions options, std::function<void(const JobOutcome&)> done);
std::unique_ptr<Job> exportCloudJob(PointCloud cloud, std::filesystem::path file,
                                    std::function<void(const JobOutcome&)> done);

/// The construction as a Python script that FreeCAD runs (Part workbench): wires of lines, arcs and circles, faces,
/// extrusions, fuse, cut, common; one block after the other, its numbers at the top of its section to be edited.
std::string freecadMacro(const CadSequence& sequence);

/// The exact solid, built now where the candidate does not hold it (restored ones). Throws Error(BadGeometry).
std::shared_ptr<const brep::Solid> solidOf(const RankedCandidate& candidate);

}  // namespace img2cadseq
