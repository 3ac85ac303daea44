#pragma once
// Candidates and documents to test with.

#include <filesystem>
#include <string>

#include "document/document.h"
#include "support/data.h"

namespace img2cadseq::test {

/// The part (mm) as a valid candidate, moved so that its box is centred at the origin, as runs make them.
RankedCandidate candidateFrom(const CadSequence& sequence, int slot = 0, double total = 0.5);

/// A camera that looks at the canonical part from the front, right and above, at a crop of kViewSide pixels.
Camera cornerCamera();

/// Runs the job on this thread and expects that it goes well.
void expectDone(Job& job);

/// Opens a cloud of the plate with the boss (infer/support.h) in `folder`.
void openPlate(Document& document, const std::filesystem::path& folder);

/// Runs the document's present input to its end, on this thread.
void runToEnd(Document& document);

/// Standard output of a Python program with judge.py and FreeCAD on its path; empty where it fails.
std::string python(const std::filesystem::path& script, const std::string& arguments);
/// Whether FreeCAD can be had from Python, and judge.py is there.
bool haveFreecad();

}  // namespace img2cadseq::test
