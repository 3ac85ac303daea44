#include "document/support.h"

#include <cstdio>
#include <cstdlib>
#include <numbers>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/mesh.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "infer/support.h"
#include "infer/view_window.h"

namespace img2cadseq::test {

RankedCandidate candidateFrom(const CadSequence& sequence, int slot, double total) {
    RankedCandidate made;
    made.slot = slot;
    made.valid = true;
    const Box3 box = csg::Solid(sequence).box();
    made.candidate.sequence = normalised(sequence, box);
    made.sequence = scaled(made.candidate.sequence, box.longestSide());
    made.candidate.source = "test";
    made.candidate.score.total = total;
    made.candidate.camera = cornerCamera();
    auto solid = std::make_shared<const brep::Solid>(brep::compile(made.sequence));
    made.mesh = brep::mesh(*solid);
    made.faces = static_cast<int>(solid->faceCount());
    made.volume = solid->massProperties().volume;
    made.size = solid->box().size();
    made.solid = std::move(solid);
    return made;
}

Camera cornerCamera() {
    return Camera::lookAt({2.0, -3.0, 2.2}, {0, 0, 0}, {0, 0, 1}, 22.0 * std::numbers::pi / 180, kViewSide, kViewSide);
}

void expectDone(Job& job) {
    const JobOutcome outcome = runHere(job);
    EXPECT_TRUE(outcome.ok()) << (outcome.error ? outcome.error->line() : "stopped");
}

void openPlate(Document& document, const std::filesystem::path& folder) {
    writeXyz(folder / "plate.xyz", plateWithBoss(), 6000);
    expectDone(*document.open(folder / "plate.xyz"));
}

void runToEnd(Document& document) {
    expectDone(*document.startRun());
    document.drain();
}

std::string python(const std::filesystem::path& script, const std::string& arguments) {
    const std::string command = "PYTHONPATH='" + (sharedFolder() / "judge").string() +
                                "':/usr/lib/freecad/lib:/usr/lib/freecad-python3/lib PYTHONDONTWRITEBYTECODE=1 "
                                "/usr/bin/python3 '" +
                                script.string() + "' " + arguments + " 2>/dev/null";
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe) return {};
    std::string output;
    char buffer[4096];
    while (const size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, got);
    return ::pclose(pipe) == 0 ? output : std::string();
}

bool haveFreecad() {
    return std::filesystem::exists(sharedFolder() / "judge" / "judge.py") &&
           std::system(
               "PYTHONPATH=/usr/lib/freecad/lib:/usr/lib/freecad-python3/lib /usr/bin/python3 -c "
               "'import FreeCAD, scipy' >/dev/null 2>&1") == 0;
}

}  // namespace img2cadseq::test
