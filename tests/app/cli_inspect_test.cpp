// inspect: facts of STEP files, sequences and weights; damaged ones get a line.

#include <cstring>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "app/parts.h"
#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

using nlohmann::json;

std::string weights(const std::string& header, size_t data, uint64_t length) {
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + std::string(data, 'w');
}
std::string weights(const std::string& header, size_t data) { return weights(header, data, header.size()); }

constexpr const char* kHeader =
    R"({"__metadata__":{"step":"12"},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"a.bias":{"dtype":"BF16","shape":[],"data_offsets":[24,26]}})";

class CliInspect : public ::testing::Test {
protected:
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    TemporaryFolder folder_;
};

TEST_F(CliInspect, FactsOfEveryKind) {
    writeSequence(plate(40, 30, 4, 5), at("plate.json"));
    ASSERT_EQ(runCli({"compile", at("plate.json"), "--out", at("out")}).status, 0);
    writeText(folder_ / "net.safetensors", weights(kHeader, 26));
    const Outcome outcome =
        runCli({"inspect", at("plate.json"), at("out/plate.step"), at("net.safetensors"), "--json"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    std::istringstream lines(outcome.out);
    std::vector<json> facts;
    for (std::string line; std::getline(lines, line);) facts.push_back(json::parse(line));
    ASSERT_EQ(facts.size(), 3u);
    EXPECT_EQ(facts[0]["kind"], "sequence");
    EXPECT_EQ(facts[0]["curves"], 5);
    EXPECT_EQ(facts[0]["blocks"][0]["op"], "New");
    EXPECT_EQ(facts[1]["kind"], "step");
    EXPECT_EQ(facts[1]["product"], "plate");
    EXPECT_EQ(facts[1]["valid"], true);
    EXPECT_EQ(facts[1]["faces"], 7);
    EXPECT_EQ(facts[1]["surfaces"], (json{{"plane", 6}, {"cylinder", 1}}));
    EXPECT_NEAR(facts[1]["volume"].get<double>(), plateVolume(40, 30, 4, 5), 1e-3);
    EXPECT_EQ(facts[2]["kind"], "weights");
    EXPECT_EQ(facts[2]["values"], 7);
    EXPECT_EQ(facts[2]["types"], (json{{"F32", 6}, {"BF16", 1}}));
    EXPECT_EQ(facts[2]["metadata"], (json{{"step", "12"}}));
    EXPECT_EQ(facts[2]["list"][0], (json{{"name", "a.weight"}, {"type", "F32"}, {"shape", {2, 3}}}));
}

TEST_F(CliInspect, WordsForPeople) {
    writeText(folder_ / "net.safetensors", weights(kHeader, 26));
    const Outcome outcome = runCli({"inspect", at("net.safetensors")});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_TRUE(outcome.out.starts_with(at("net.safetensors") + "\n  kind          weights\n")) << outcome.out;
    EXPECT_NE(outcome.out.find("\n    a.weight F32 shape [2,3]\n"), std::string::npos) << outcome.out;
}

TEST_F(CliInspect, DamagedWeights) {
    const std::pair<const char*, std::string> bad[] = {
        {"empty", ""},
        {"short", "1234"},
        {"header-too-long", weights("{}", 0, 3)},
        {"header-enormous", weights("{}", 0, ~0ull)},
        {"not-json", weights("{\"a\":", 0)},
        {"list", weights("[1]", 0)},
        {"cut-short", weights(kHeader, 25)},
        {"backwards", weights(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[4,2]}})", 8)},
        {"negative", weights(R"({"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}})", 8)},
        {"overflow", weights(R"({"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 8)},
        {"wrong-size", weights(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 8)},
        {"unknown-type", weights(R"({"a":{"dtype":"F3","shape":[2],"data_offsets":[0,4]}})", 8)},
        {"no-shape", weights(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 8)},
        {"no-tensor", weights(R"({"a":7})", 8)},
    };
    for (const auto& [name, bytes] : bad) writeText(folder_ / "in" / (std::string(name) + ".safetensors"), bytes);
    const Outcome outcome = runCli({"inspect", at("in")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.errLines().size(), std::size(bad) + 1) << outcome.err;
    EXPECT_EQ(outcome.err.find("crashed"), std::string::npos) << outcome.err;
    for (const auto& [name, bytes] : bad)
        EXPECT_NE(outcome.err.find(std::string("/") + name + ".safetensors: "), std::string::npos) << name;
}

TEST_F(CliInspect, DamagedStepAndStrangers) {
    writePlates(folder_ / "in", 1);
    ASSERT_EQ(runCli({"compile", at("in"), "--out", at("out")}).status, 0);
    const std::string step = readText(folder_ / "out/plate-000.step");
    for (int i = 0; i < 8; ++i)
        writeText(folder_ / "bad" / ("cut-" + std::to_string(i) + ".step"), step.substr(0, step.size() * i / 8));
    writeText(folder_ / "bad/noise.step", "ISO-10303-21;\x01\x02\xff garbage");
    writeText(folder_ / "bad/no-shape.step", "ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");
    const Outcome outcome = runCli({"inspect", at("bad"), at("in")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.errLines().size(), 10u + 1u) << outcome.err;
    EXPECT_EQ(outcome.err.find("crashed"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.out.find("kind          sequence"), std::string::npos);
    writeText(folder_ / "photo.jpg", "\xff\xd8\xff");
    EXPECT_EQ(runCli({"inspect", at("photo.jpg")}).status, 3);
}

}  // namespace
}  // namespace img2cadseq::test
