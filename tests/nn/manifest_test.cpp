// The weights that are shipped are those the manifest describes.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/sha256.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(IMG2CADSEQ_SOURCE_DIR) / "models";

nlohmann::json manifest() {
    std::ifstream in(kModels / "manifest.json");
    return nlohmann::json::parse(in);
}

TEST(Manifest, NamesEveryFileWithItsHashAndSize) {
    const nlohmann::json all = manifest();
    size_t files = 0;
    uintmax_t sum = 0;
    for (const auto& entry : fs::directory_iterator(kModels)) {
        if (entry.path().extension() != ".safetensors") continue;
        const std::string name = entry.path().filename().string();
        ASSERT_TRUE(all["files"].contains(name)) << name;
        const nlohmann::json& one = all["files"][name];
        EXPECT_EQ(one["sha256"], sha256OfFile(entry.path())) << name;
        EXPECT_EQ(one["bytes"], entry.file_size()) << name;
        EXPECT_LT(entry.file_size(), 15'000'000u) << name;
        sum += entry.file_size();
        ++files;
    }
    EXPECT_EQ(files, all["files"].size());
    EXPECT_LT(sum, 30'000'000u);
}

TEST(Manifest, SaysWhatNetworkAFileIsFor) {
    for (const auto& [name, one] : manifest()["files"].items()) {
        const Safetensors weights(kModels / name);
        EXPECT_EQ(one["tensors"], weights.names().size()) << name;
        for (const std::string& tensor : weights.names())
            EXPECT_TRUE(torch::isfinite(weights.tensor(tensor).to(torch::kFloat)).all().item<bool>()) << name << tensor;
    }
}

}  // namespace
}  // namespace img2cadseq::nn
