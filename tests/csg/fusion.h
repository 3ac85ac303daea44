#pragma once
// Models of data/fusion360, evenly spread over both files.

#include <filesystem>
#include <vector>

#include "cad/import.h"
#include "support/data.h"

namespace img2cadseq::test {

inline constexpr size_t kFusionLines = 6868;

/// `count` of the readable ones, or none where the data are absent.
inline std::vector<ImportedModel> fusionModels(size_t count = 300) {
    std::vector<ImportedModel> models;
    const size_t every = kFusionLines / count;
    size_t index = 0;
    for (const char* name : {"fusion360/val.jsonl", "fusion360/train.jsonl"}) {
        const std::filesystem::path file = sharedData(name);
        if (!std::filesystem::exists(file)) return {};
        importFile(file.string(), [&](ImportedModel&& m) {
            if (index++ % every == 0 && !m.error && m.volume && models.size() < count) models.push_back(std::move(m));
        });
    }
    return models;
}

}  // namespace img2cadseq::test
