// img2cadseq-critic-cases FOLDER MODELS SEED FIRST COUNT: what the critic learns from, in a file of FOLDER.

#include "infer/critic_cases.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "core/error.h"
#include "learn/lifter_sample.h"

namespace {

using namespace img2cadseq;

learn::LifterDataOptions picturesOf(uint64_t seed) {
    learn::LifterDataOptions options;
    options.seed = seed;
    options.primitives = 0.08;
    options.detailed = 0.5;
    options.housings = 0.15;
    options.flattened = 0.35;
    options.photographs = 0.65;
    options.unknownMask = options.drawings = 0.0;
    return options;
}

void write(const std::filesystem::path& folder, const std::filesystem::path& models, uint64_t seed, uint64_t first,
           uint64_t count) {
    std::filesystem::create_directories(folder);
    const infer::CriticCases cases(models);
    const learn::LifterDataOptions pictures = picturesOf(seed);
    std::ofstream out(folder / (std::to_string(seed) + "-" + std::to_string(first) + ".cases"), std::ios::binary);
    for (uint64_t i = first; i < first + count; ++i) {
        try {
            const learn::LifterScene scene = learn::makeLifterScenes(pictures, i)[i % 2];
            if (const auto one = cases.of(scene.sample, Random(seed, i + 1'000'000)))
                nn::writeCriticCase(out, *one), out.flush();
        } catch (const Error& error) {
            std::fprintf(stderr, "%llu: %s\n", static_cast<unsigned long long>(i), error.line().c_str());
        }
        if (!out) throw Error(ErrorCode::Io, folder.string() + ": the cases cannot be written");
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 6) {
        std::fprintf(stderr, "img2cadseq-critic-cases FOLDER MODELS SEED FIRST COUNT\n");
        return 2;
    }
    try {
        write(argv[1], argv[2], std::strtoull(argv[3], nullptr, 10), std::strtoull(argv[4], nullptr, 10),
              std::strtoull(argv[5], nullptr, 10));
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "img2cadseq-critic-cases: %s\n", error.line().c_str());
        return exitStatus(error.code());
    }
}
