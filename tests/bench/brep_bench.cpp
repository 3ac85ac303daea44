// Sequence -> solid, gate and STEP file, beside the bare OCCT calls for the same parts; and on two threads. One
// iteration is the whole sample, real designs where the outside data is there; median_ms is that of one model.

#include <algorithm>
#include <ctime>

#include <benchmark/benchmark.h>

#include "bench/bare_occt.h"
#include "brep/compile.h"
#include "brep/step.h"
#include "cad/import.h"
#include "core/parallel.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

/// Every 60th design that both ways can build.
const std::vector<CadSequence>& sample() {
    static const std::vector<CadSequence> parts = [] {
        const test::TemporaryFolder folder;
        std::vector<CadSequence> taken;
        size_t index = 0;
        importFile(test::sharedData("fusion360/train.jsonl").string(), [&](ImportedModel&& model) {
            if (index++ % 60 == 0 && bench::bareOcct(model.sequence, folder / "part.step") > 0)
                taken.push_back(std::move(model.sequence));
        });
        return taken;
    }();
    return parts;
}

/// Of this thread, so that a busy machine does not count.
double cpuMilliseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Body>
void eachModel(benchmark::State& state, const Body& body) {
    if (!std::filesystem::exists(test::sharedData("fusion360/train.jsonl"))) {
        state.SkipWithError("data/fusion360 is not here");
        return;
    }
    const test::TemporaryFolder folder;
    std::vector<double> milliseconds;
    for (auto _ : state)
        for (const CadSequence& sequence : sample()) {
            const double start = cpuMilliseconds();
            body(sequence, folder / "part.step");
            milliseconds.push_back(cpuMilliseconds() - start);
        }
    std::nth_element(milliseconds.begin(), milliseconds.begin() + static_cast<long>(milliseconds.size() / 2),
                     milliseconds.end());
    state.counters["models"] = static_cast<double>(sample().size());
    state.counters["median_ms"] = milliseconds[milliseconds.size() / 2];
}

void compileGateWrite(const CadSequence& sequence, const std::filesystem::path& path) {
    benchmark::DoNotOptimize(brep::gateAndWriteStep(brep::compile(sequence), path));
}

void bareCalls(benchmark::State& state) {
    eachModel(state, [](const CadSequence& sequence, const std::filesystem::path& path) {
        benchmark::DoNotOptimize(bench::bareOcct(sequence, path));
    });
}
BENCHMARK(bareCalls)->Unit(benchmark::kMillisecond)->UseRealTime();

void ours(benchmark::State& state) { eachModel(state, compileGateWrite); }
BENCHMARK(ours)->Unit(benchmark::kMillisecond)->UseRealTime();

void oursOnThreads(benchmark::State& state) {
    if (!std::filesystem::exists(test::sharedData("fusion360/train.jsonl"))) {
        state.SkipWithError("data/fusion360 is not here");
        return;
    }
    const test::TemporaryFolder folder;
    const auto& parts = sample();
    for (auto _ : state)
        parallelFor(parts.size(), static_cast<unsigned>(state.range(0)),
                    [&](size_t i) { compileGateWrite(parts[i], folder / (std::to_string(i) + ".step")); });
}
BENCHMARK(oursOnThreads)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace img2cadseq
