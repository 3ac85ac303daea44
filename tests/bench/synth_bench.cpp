// Samples a second on one core: from nothing, and repainted from the cache.

#include <benchmark/benchmark.h>

#include "synth/pack.h"
#include "synth/sample.h"

namespace img2cadseq::synth {
namespace {

SampleOptions optionsOf(const benchmark::State& state) {
    SampleOptions options;
    options.size = static_cast<int>(state.range(0));
    return options;
}

void newSamples(benchmark::State& state) {
    const SampleOptions options = optionsOf(state);
    uint64_t index = 0;
    for (auto _ : state) benchmark::DoNotOptimize(makeSample(1, index++, options));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(newSamples)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond)->MinTime(3.0);

/// What a training step pays: unpack, paint.
void repaintedFromCache(benchmark::State& state) {
    constexpr size_t kSamples = 100;
    SampleOptions options = optionsOf(state);
    options.picture = false;
    std::vector<std::vector<uint8_t>> packed;
    size_t bytes = 0;
    for (size_t i = 0; i < kSamples; ++i) {
        packed.push_back(packSample(makeSample(2, i, options)));
        bytes += packed.back().size();
    }
    uint64_t draw = 0;
    for (auto _ : state) {
        const Sample sample = unpackSample(packed[draw % kSamples]);
        benchmark::DoNotOptimize(repaint(sample, draw++));
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes a sample"] = static_cast<double>(bytes) / kSamples;
}
BENCHMARK(repaintedFromCache)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond)->MinTime(3.0);

}  // namespace
}  // namespace img2cadseq::synth
