// Made parts held against drawn ones, in numbers:
//   synth_report DRAWN.jsonl [COUNT [SEED]]      DRAWN: any file that cad/import.h reads

#include <cstdio>
#include <cstdlib>
#include <map>

#include "cad/import.h"
#include "synth/canonical.h"
#include "synth/part.h"
#include "synth/shape_hash.h"
#include "synth/statistics.h"

using namespace img2cadseq;

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: synth_report DRAWN.jsonl [COUNT [SEED]]\n"), 2;
    const size_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 6500;
    const uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : synth::kValidationSeed;
    synth::FeatureTable drawn, distinct, made, free;
    synth::DuplicateFilter drawnFilter;
    importFile(argv[1], [&](ImportedModel&& model) {
        if (model.error) return;
        const CadSequence part = synth::normalisedCanonical(model.sequence);
        drawn.push_back(synth::partFeatures(part));
        if (drawnFilter.isNew(part)) distinct.push_back(drawn.back());
    });
    std::map<std::string, size_t> families;
    std::map<size_t, double> madeBlocks, drawnBlocks;
    synth::DuplicateFilter filter;
    size_t repeats = 0;
    for (uint64_t index = 0; index < count; ++index) {
        const synth::Part part = synth::makePart(seed, index);
        ++families[part.family];
        repeats += !filter.isNew(part.sequence);
        made.push_back(synth::partFeatures(part.sequence));
        if (part.family.starts_with("free")) free.push_back(made.back());
    }
    for (const auto& row : made) madeBlocks[static_cast<size_t>(row[0])] += 100.0 / static_cast<double>(made.size());
    for (const auto& row : drawn) drawnBlocks[static_cast<size_t>(row[0])] += 100.0 / static_cast<double>(drawn.size());
    std::printf("%zu made, %zu drawn, %zu families seen, %zu near-duplicates\n", made.size(), drawn.size(),
                families.size(), repeats);
    for (size_t b = 1; b <= 12; ++b)
        std::printf("%zu blocks: made %.1f %%, drawn %.1f %%\n", b, madeBlocks[b], drawnBlocks[b]);
    std::printf("\n%s\n", synth::comparisonTable(made, drawn).c_str());
    std::vector<size_t> important;
    std::printf("told apart by boosted trees: AUC %.3f, most by:", synth::separability(made, drawn, &important));
    for (size_t i = 0; i < 8; ++i) std::printf(" %s;", synth::featureNames()[important[i]].c_str());
    std::printf("\nagainst the %zu drawn that are distinct: AUC %.3f\n", distinct.size(),
                synth::separability(made, distinct));
    std::printf("free composition alone: AUC %.3f, against the distinct %.3f\n", synth::separability(free, drawn),
                synth::separability(free, distinct));
    return 0;
}
