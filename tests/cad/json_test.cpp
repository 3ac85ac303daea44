// JSON: bit-exact round trips, the corpus of broken texts with the message each must give, and files.

#include "cad/json.h"

#include <bit>
#include <cstring>
#include <fstream>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/support.h"
#include "core/error.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

using namespace test;
using testing::HasSubstr;

/// Every number of a sequence, in order, as bits: == would take -0 for 0.
std::vector<uint64_t> bits(const CadSequence& sequence) {
    std::vector<uint64_t> all;
    const auto add = [&](std::initializer_list<double> values) {
        for (const double value : values) all.push_back(std::bit_cast<uint64_t>(value));
    };
    const auto addLoop = [&](const Loop& loop) {
        for (const Curve& curve : loop.curves) {
            if (const auto* line = std::get_if<Line>(&curve))
                add({line->start.x, line->start.y, line->end.x, line->end.y});
            if (const auto* arc = std::get_if<Arc>(&curve))
                add({arc->start.x, arc->start.y, arc->mid.x, arc->mid.y, arc->end.x, arc->end.y});
            if (const auto* circle = std::get_if<Circle>(&curve))
                add({circle->center.x, circle->center.y, circle->radius});
        }
    };
    for (const ExtrudeBlock& block : sequence.blocks) {
        const Frame& plane = block.sketch.plane;
        for (const Vec3& v : {plane.origin, plane.xAxis, plane.normal}) add({v.x, v.y, v.z});
        add({block.extent.low, block.extent.high});
        for (const Profile& profile : block.sketch.profiles) {
            addLoop(profile.outer);
            for (const Loop& hole : profile.holes) addLoop(hole);
        }
    }
    return all;
}

void expectRoundTrip(const CadSequence& sequence) {
    const std::string text = toJson(sequence);
    const CadSequence back = fromJson(text);
    EXPECT_EQ(back, sequence);
    EXPECT_EQ(bits(back), bits(sequence));
    EXPECT_EQ(toJson(back), text);
}

/// Any finite double: random bits.
double anyDouble(Random& random) {
    for (;;) {
        const double value = std::bit_cast<double>(random.bits64());
        if (std::isfinite(value)) return value;
    }
}

TEST(Json, RoundTripOfAnyDoublesIsBitExact) {
    Random random(1);
    for (int i = 0; i < 200; ++i) {
        const auto v2 = [&] { return Vec2{anyDouble(random), anyDouble(random)}; };
        const auto v3 = [&] { return Vec3{anyDouble(random), anyDouble(random), anyDouble(random)}; };
        CadSequence sequence =
            plate({{{Line{v2(), v2()}, Arc{v2(), v2(), v2()}}}, {{{Circle{v2(), anyDouble(random)}}}}});
        sequence.blocks[0].sketch.plane = {v3(), v3(), v3()};
        sequence.blocks[0].extent = {anyDouble(random), anyDouble(random)};
        expectRoundTrip(sequence);
    }
    const double least = std::numeric_limits<double>::denorm_min(), most = std::numeric_limits<double>::max();
    expectRoundTrip(plate({{{Line{{0.0, -0.0}, {least, -least}}, Line{{most, -most}, {0.1, 1e22}}}}, {}}, -0.0,
                          9007199254740993.0));
}

TEST(Json, RoundTripOfShapes) {
    expectRoundTrip({});
    expectRoundTrip({"no profile", {ExtrudeBlock{}}});
    CadSequence sequence = plate({slot(3, 1), {circle(0, 0, 0.5), rectangle(1, -0.2, 2, 0.2)}});
    sequence.name = "Deckel \"40 mm\" \\ \u00e4\u20ac\n\x01";
    for (const BooleanOp op : {BooleanOp::Join, BooleanOp::Cut, BooleanOp::Intersect}) {
        sequence.blocks.push_back(sequence.blocks[0]);
        sequence.blocks.back().op = op;
        sequence.blocks.back().sketch.profiles.push_back({circle(9, 9, 1), {}});
    }
    expectRoundTrip(sequence);
}

TEST(Json, RoundTripOfRealSequences) {
    const auto path = sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no outside data: " << path;
    importFile(path.string(), [](ImportedModel&& model) { expectRoundTrip(model.sequence); });
}

TEST(Json, NumbersThatJsonCannotSayAreRefused) {
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
        EXPECT_THROW(toJson(plate({circle(0, bad, 1), {}})), Error);
}

constexpr const char* kGood = R"({"format": "img2cadseq-sequence", "version": 1, "unit": "mm", "name": "x", "blocks": [
  {"op": "New", "plane": {"origin": [0,0,0], "x": [1,0,0], "normal": [0,0,1]}, "extent": {"low": 0, "high": 10},
   "profiles": [{"outer": [{"type": "line", "start": [0,0], "end": [1,0]}, {"type": "arc", "start": [1,0], "mid": [0.5,1], "end": [0,0]}],
                 "holes": [[{"type": "circle", "center": [0.5,0.2], "radius": 0.1}]]}]}]})";

/// kGood with one piece of text changed, and the message that must come.
struct Broken {
    const char *from, *to, *message;
};

TEST(Json, BrokenDocumentsSayWhatAndWhere) {
    ASSERT_NO_THROW(fromJson(kGood));
    const Broken corpus[] = {
        {R"("format": "img2cadseq-sequence", )", "", "this is no construction sequence: it lacks \"format\""},
        {"img2cadseq-sequence", "stl", "format must be \"img2cadseq-sequence\""},
        {R"("version": 1)", R"("version": 2)", "version 2, this program reads version 1"},
        {R"("version": 1)", R"("version": "1")", "version must be a number, not string"},
        {R"("unit": "mm")", R"("unit": "inch")", "unit must be \"mm\""},
        {R"("unit": "mm", )", "", "the document lacks \"unit\""},
        {R"("name": "x")", R"("name": 7)", "name must be a string, not number"},
        {R"("name": "x")", R"("nmae": "x")", "the document has an unknown member \"nmae\" (known: format, version"},
        {R"("op": "New")", R"("op": "Weld")", "blocks[0].op must be \"New\", \"Join\", \"Cut\" or \"Intersect\""},
        {R"("op": "New", )", "", "blocks[0] lacks \"op\""},
        {R"("origin": [0,0,0])", R"("origin": [0,0])", "blocks[0].plane.origin must have 3 numbers, not 2"},
        {R"("x": [1,0,0])", R"("x": [1,"0",0])", "blocks[0].plane.x[1] must be a number, not string"},
        {R"("x": [1,0,0])", R"("x": 1)", "blocks[0].plane.x must be an array, not number"},
        {R"({"low": 0, "high": 10})", "[0, 10]", "blocks[0].extent must be an object, not array"},
        {R"("high": 10)", R"("high": null)", "blocks[0].extent.high must be a number, not null"},
        {R"("high": 10)", R"("high": NaN)", "not valid JSON at line 2, column"},
        {R"("high": 10)", R"("high": 1e999)", "a number too large for a double"},
        {R"("end": [1,0]})", R"("end": [1,0,0]})", "blocks[0].profiles[0].outer[0].end must have 2 numbers, not 3"},
        {R"("mid": [0.5,1], )", "", "blocks[0].profiles[0].outer[1] lacks \"mid\""},
        {R"("type": "arc")", R"("type": "spline")",
         "blocks[0].profiles[0].outer[1].type must be \"line\", \"arc\" or \"circle\""},
        {R"("type": "arc")", R"("type": "line")", "blocks[0].profiles[0].outer[1] has an unknown member \"mid\""},
        {R"("radius": 0.1)", R"("radius": true)",
         "blocks[0].profiles[0].holes[0][0].radius must be a number, not boolean"},
        {R"("holes": [[)", R"("holes": [7, [)", "blocks[0].profiles[0].holes[0] must be an array, not number"},
        {R"("outer": )", R"("outre": )", "blocks[0].profiles[0] has an unknown member \"outre\""},
        {R"(]}]}]})", R"(]}]}])", "the text ends too early"},
        {R"("blocks": [)", R"("blocks": [,)", "not valid JSON at line 1, column"},
        {R"("name": "x")", "\"name\": \"\xff\xfe\"", "not valid JSON at line 1"},
    };
    for (const Broken& broken : corpus) {
        std::string text = kGood;
        const size_t at = text.find(broken.from);
        ASSERT_NE(at, std::string::npos) << broken.from;
        text.replace(at, std::strlen(broken.from), broken.to);
        try {
            fromJson(text);
            ADD_FAILURE() << "accepted: " << broken.to;
        } catch (const Error& e) {
            EXPECT_EQ(e.code(), ErrorCode::BadInput);
            EXPECT_THAT(e.what(), HasSubstr(broken.message));
        }
    }
}

TEST(Json, TextsThatAreNoDocument) {
    for (const std::string text :
         {"", "  \n", "null", "[]", "7", "\"text\"", "{", "ISO-10303-21;", "{\"a\":1}{\"b\":2}", "\xef\xbb\xbf"})
        EXPECT_THROW(fromJson(text), Error) << text;
    EXPECT_THROW(fromJson(std::string(1000, '\0')), Error);
}

TEST(Json, CutAnywhereItIsRefused) {
    const std::string good = kGood;
    for (size_t size = 0; size < good.size(); ++size) EXPECT_THROW(fromJson(good.substr(0, size)), Error) << size;
}

TEST(Json, DamagedBytesNeverCrash) {
    Random random(4);
    for (int i = 0; i < 3000; ++i) {
        std::string text = kGood;
        for (int k = random.integer(1, 4); k > 0; --k)
            text[static_cast<size_t>(random.integer(0, static_cast<int>(text.size()) - 1))] =
                static_cast<char>(random.integer(0, 255));
        try {
            fromJson(text);
        } catch (const Error&) {
        }
    }
}

TEST(Json, DepthAndSizeAreLimited) {
    const auto message = [](const std::string& text) -> std::string {
        try {
            fromJson(text);
        } catch (const Error& e) {
            return e.what();
        }
        return "accepted";
    };
    EXPECT_THAT(message(std::string(1'000'000, '[')), HasSubstr("nested 1000000 deep (limit 64)"));
    std::string many = "[0";
    for (int i = 0; i < 4'000'001; ++i) many += ",0";
    EXPECT_THAT(message(many + "]"), HasSubstr("values (limit 4000000)"));
    EXPECT_THAT(message(std::string((size_t{64} << 20) + 1, ' ')), HasSubstr("too large"));
}

TEST(JsonFiles, WriteThenRead) {
    const TemporaryFolder folder;
    const std::string path = (folder / "part.json").string();
    const CadSequence sequence = plate({slot(3, 1), {}});
    writeSequence(sequence, path);
    EXPECT_EQ(readSequence(path), sequence);
    writeSequence(plate({circle(0, 0, 1), {}}), path);
    EXPECT_EQ(readSequence(path), plate({circle(0, 0, 1), {}}));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "a temporary file was left";
    CadSequence nameless = sequence;
    nameless.name.clear();
    writeSequence(nameless, path);
    EXPECT_EQ(readSequence(path).name, "part");
}

TEST(JsonFiles, WhatCannotBeWrittenLeavesNothing) {
    const TemporaryFolder folder;
    const CadSequence sequence = plate({slot(3, 1), {}});
    EXPECT_THROW(writeSequence(sequence, (folder / "absent/part.json").string()), Error);
    std::filesystem::create_directory(folder / "taken.json");
    EXPECT_THROW(writeSequence(sequence, (folder / "taken.json").string()), Error);
    EXPECT_THROW(writeSequence(plate({circle(0, NAN, 1), {}}), (folder / "nan.json").string()), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(JsonFiles, WhatCannotBeReadIsNamed) {
    const TemporaryFolder folder;
    const auto message = [](const std::string& path) -> std::string {
        try {
            readSequence(path);
        } catch (const Error& e) {
            return e.what();
        }
        return "accepted";
    };
    EXPECT_THAT(message((folder / "absent.json").string()), HasSubstr("No such file"));
    EXPECT_THAT(message(folder.path().string()), HasSubstr("it is a folder"));
    std::ofstream(folder / "cut.json") << std::string(kGood).substr(0, 300);
    EXPECT_THAT(message((folder / "cut.json").string()), HasSubstr("cut.json: not valid JSON at line 3"));
    std::ofstream(folder / "empty.json");
    EXPECT_THAT(message((folder / "empty.json").string()), HasSubstr("empty"));
}

}  // namespace
}  // namespace img2cadseq
