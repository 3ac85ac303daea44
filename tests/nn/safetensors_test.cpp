#include "nn/safetensors.h"

#include <cstring>
#include <fstream>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "support/data.h"

namespace img2cadseq::nn {
namespace {

std::string readAll(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeAll(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string withHeader(const std::string& header, size_t dataBytes) {
    const uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + std::string(dataBytes, 'x');
}

TEST(Safetensors, EveryTypeComesBackAsItWas) {
    const test::TemporaryFolder folder;
    torch::manual_seed(1);
    const NamedTensors tensors{{"f32", torch::randn({3, 5})},  {"bf16", torch::randn({7}).to(torch::kBFloat16)},
                               {"i64", torch::arange(4)},      {"scalar", torch::tensor(2.5)},
                               {"none", torch::empty({0, 3})}, {"strided", torch::randn({4, 6}).t()}};
    writeSafetensors(folder / "w.safetensors", tensors, {{"kind", "test"}});
    const Safetensors file(folder / "w.safetensors");
    EXPECT_EQ(file.metadata().at("kind"), "test");
    EXPECT_EQ(file.names().size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
        EXPECT_EQ(file.tensor(name).scalar_type(), tensor.scalar_type()) << name;
        EXPECT_TRUE(torch::equal(file.tensor(name), tensor)) << name;
    }
}

TEST(Safetensors, LayoutIsTheFormatsOwn) {
    const test::TemporaryFolder folder;
    const float values[] = {1.5f, -2.0f};
    std::string bytes = withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 0);
    bytes.append(reinterpret_cast<const char*>(values), 8);
    writeAll(folder / "hand.safetensors", bytes);
    EXPECT_TRUE(torch::equal(Safetensors(folder / "hand.safetensors").tensor("a"), torch::tensor({1.5f, -2.0f})));
}

TEST(Safetensors, BrokenFilesAreRefused) {
    const test::TemporaryFolder folder;
    const auto file = folder / "broken.safetensors";
    const std::string huge = withHeader("{}", 0).replace(0, 8, "\xff\xff\xff\xff\xff\xff\xff\x7f", 8);
    const std::string broken[] = {
        "",
        "short",
        huge,
        withHeader("{", 4),
        withHeader("[1]", 4),
        withHeader(R"({"a":3})", 4),
        withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4),
        withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 8),
        withHeader(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8),
        withHeader(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", 8),
        withHeader(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}})", 8),
        withHeader(R"({"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}})", 8),
        withHeader(R"({"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}})", 8)};
    for (const std::string& bytes : broken) {
        writeAll(file, bytes);
        try {
            const Safetensors opened(file);
            ADD_FAILURE() << "accepted: " << bytes.substr(0, 80);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadWeights);
        }
    }
    EXPECT_THROW(Safetensors(folder / "absent.safetensors"), Error);
}

TEST(Safetensors, EveryTruncationIsRefused) {
    const test::TemporaryFolder folder;
    writeSafetensors(folder / "w.safetensors", {{"a", torch::ones({4})}, {"b", torch::ones({2})}});
    const std::string bytes = readAll(folder / "w.safetensors");
    for (size_t length = 0; length < bytes.size(); ++length) {
        writeAll(folder / "cut.safetensors", bytes.substr(0, length));
        EXPECT_THROW(Safetensors(folder / "cut.safetensors"), Error) << length;
    }
}

TEST(Safetensors, ModuleOfAnotherShapeIsRefused) {
    const test::TemporaryFolder folder;
    auto small = torch::nn::Linear(3, 4), same = torch::nn::Linear(3, 4), other = torch::nn::Linear(4, 4);
    writeSafetensors(folder / "w.safetensors", asBfloat16(namedTensors(*small, "net.")));
    const Safetensors file(folder / "w.safetensors");
    loadModule(*same, file, "net.");
    EXPECT_TRUE(torch::allclose(same->weight, small->weight, 0.01, 0.01));
    EXPECT_THROW(loadModule(*other, file, "net."), Error);
    EXPECT_THROW(loadModule(*same, file, "absent."), Error);
}

TEST(Safetensors, AGrownModuleKeepsWhatTheFileLacksAndSaysSo) {
    const test::TemporaryFolder folder;
    auto before = torch::nn::Linear(torch::nn::LinearOptions(3, 4).bias(false));
    auto grown = torch::nn::Linear(3, 4), other = torch::nn::Linear(4, 4);
    writeSafetensors(folder / "w.safetensors", namedTensors(*before));
    const Safetensors file(folder / "w.safetensors");
    const torch::Tensor bias = grown->bias.detach().clone();
    EXPECT_EQ(loadGrownModule(*grown, file), std::vector<std::string>{"bias"});
    EXPECT_TRUE(torch::equal(grown->weight, before->weight));
    EXPECT_TRUE(torch::equal(grown->bias, bias));
    EXPECT_THROW(loadModule(*grown, file), Error);
    EXPECT_THROW(loadGrownModule(*other, file), Error);
}

TEST(Safetensors, NotFiniteWeightsAreRefused) {
    const test::TemporaryFolder folder;
    auto module = torch::nn::Linear(2, 2);
    torch::NoGradGuard guard;
    module->weight.fill_(std::numeric_limits<float>::quiet_NaN());
    writeSafetensors(folder / "w.safetensors", namedTensors(*module));
    EXPECT_THROW(loadModule(*module, Safetensors(folder / "w.safetensors")), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
