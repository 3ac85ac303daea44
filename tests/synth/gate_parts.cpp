// How many made parts the kernel compiles and the gate passes:
//   synth_gate COUNT [SEED [FIRST [FAMILY]]]

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "brep/compile.h"
#include "brep/gate.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "core/error.h"
#include "csg/solid.h"
#include "synth/part.h"
#include "synth/shape_hash.h"

using namespace img2cadseq;

namespace {

/// Why the part is not sound; empty where it is.
std::string fault(const CadSequence& sequence) {
    for (const Finding& finding : check(sequence))
        return (finding.severity == Severity::Error ? "error: " : "warning: ") + finding.reason;
    try {
        brep::CompileReport report;
        const brep::Solid solid = brep::compile(scaled(sequence, 100.0), &report);
        const brep::Verdict verdict = brep::gate(solid);
        if (!verdict.valid) return "gate: " + verdict.reason;
        if (solid.bodyCount() != 1) return "bodies: " + std::to_string(solid.bodyCount());
        if (!report.warnings.empty()) return "compile: " + report.warnings.front();
        const double exact = solid.massProperties().volume * 1e-6, field = csg::Solid(sequence).volume(1e-5);
        if (std::abs(exact - field) > 1e-3 * exact) return "volume: kernel and field differ";
    } catch (const Error& error) {
        return std::string("compile: ") + error.what();
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000;
    const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : synth::kValidationSeed;
    const uint64_t first = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
    synth::DuplicateFilter filter;
    std::map<std::string, size_t> families;
    uint64_t passed = 0, repeats = 0;
    for (uint64_t index = first; index < first + count; ++index) {
        const synth::Part part = argc > 4 ? synth::makePart(argv[4], seed, index) : synth::makePart(seed, index);
        ++families[part.family];
        repeats += !filter.isNew(part.sequence);
        const std::string why = fault(part.sequence);
        passed += why.empty();
        if (!why.empty())
            std::printf("%llu %s: %s\n", static_cast<unsigned long long>(index), part.family.c_str(), why.c_str());
    }
    std::printf("%.3f %% of %llu pass; %zu of %zu families; %.3f %% near-duplicates\n",
                100.0 * static_cast<double>(passed) / static_cast<double>(count),
                static_cast<unsigned long long>(count), families.size(), synth::familyNames().size(),
                100.0 * static_cast<double>(repeats) / static_cast<double>(count));
    return 0;
}
