// The other importers: original reconstruction files against their stated volumes and boxes, DeepCAD's format against a
// part written by hand, broken models and files.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/json.h"
#include "cad/json_node.h"
#include "cad/support.h"
#include "cad/validity.h"
#include "core/error.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

using namespace test;
using nlohmann::json;
using testing::HasSubstr;

json point(double x, double y, double z = 0.0) { return {{"x", x}, {"y", y}, {"z", z}}; }

json line(double x0, double y0, double x1, double y1) {
    return {{"type", "Line3D"}, {"start_point", point(x0, y0)}, {"end_point", point(x1, y1)}};
}

/// A DeepCAD document in metres: a 40 x 20 slot plate with a hole, extruded; a square cut from below, symmetric or
/// two-sided.
json deepCad() {
    const json arc = {{"type", "Arc3D"},
                      {"start_point", point(0.03, 0.02)},
                      {"end_point", point(0.03, 0.0)},
                      {"center_point", point(0.03, 0.01)},
                      {"radius", 0.01},
                      {"start_angle", 0.0},
                      {"end_angle", std::numbers::pi},
                      {"reference_vector", point(0, 1)},
                      {"normal", point(0, 0, -1)}};
    const json circle = {
        {"type", "Circle3D"}, {"center_point", point(0.03, 0.01)}, {"radius", 0.004}, {"normal", point(0, 0, 1)}};
    // The curves out of order and against each other.
    const json outer = {{"is_outer", true},
                        {"profile_curves", {line(0, 0, 0, 0.02), arc, line(0.03, 0, 0, 0), line(0.03, 0.02, 0, 0.02)}}};
    const json plane = {{"origin", point(0, 0, 0.1)},
                        {"x_axis", point(1, 0, 0)},
                        {"y_axis", point(0, 1, 0)},
                        {"z_axis", point(0, 0, 1)}};
    const json square = {{"is_outer", true},
                         {"profile_curves",
                          {line(0.002, 0.002, 0.01, 0.002), line(0.01, 0.002, 0.01, 0.01),
                           line(0.01, 0.01, 0.002, 0.01), line(0.002, 0.01, 0.002, 0.002)}}};
    const auto extrude = [](const char* op, const char* type, double one, const char* sketch) -> json {
        return {
            {"type", "ExtrudeFeature"},
            {"operation", op},
            {"extent_type", type},
            {"start_extent", {{"type", "ProfilePlaneStartDefinition"}}},
            {"extent_one",
             {{"distance", {{"value", one}}}, {"taper_angle", {{"value", 0.0}}}, {"type", "DistanceExtentDefinition"}}},
            {"extent_two",
             {{"distance", {{"value", 0.002}}},
              {"taper_angle", {{"value", 0.0}}},
              {"type", "DistanceExtentDefinition"}}},
            {"profiles", {{{"profile", "p"}, {"sketch", sketch}}}}};
    };
    return {
        {"entities",
         {{"s1",
           {{"type", "Sketch"},
            {"transform", plane},
            {"profiles", {{"p", {{"loops", {{{"is_outer", false}, {"profile_curves", {circle}}}, outer}}}}}}}},
          {"e1", extrude("NewBodyFeatureOperation", "OneSideFeatureExtentType", -0.005, "s1")},
          {"s2", {{"type", "Sketch"}, {"transform", plane}, {"profiles", {{"p", {{"loops", {square}}}}}}}},
          {"e2", extrude("CutFeatureOperation", "SymmetricFeatureExtentType", 0.001, "s2")},
          {"e3", extrude("CutFeatureOperation", "TwoSidesFeatureExtentType", 0.001, "s2")}}},
        {"properties", {{"bounding_box", {{"min_point", point(0, 0, 0.095)}, {"max_point", point(0.04, 0.02, 0.1)}}}}},
        {"sequence",
         {{{"index", 0}, {"type", "Sketch"}, {"entity", "s1"}},
          {{"index", 1}, {"type", "ExtrudeFeature"}, {"entity", "e1"}},
          {{"index", 2}, {"type", "Sketch"}, {"entity", "s2"}},
          {{"index", 3}, {"type", "ExtrudeFeature"}, {"entity", "e2"}},
          {{"index", 4}, {"type", "ExtrudeFeature"}, {"entity", "e3"}}}}};
}

TEST(ImportDeepCad, APartWrittenByHand) {
    const std::string text = deepCad().dump();
    ASSERT_EQ(recogniseFormat(text), ImportFormat::DeepCad);
    const ImportedModel model = importModel(text, ImportFormat::DeepCad, "0001");
    EXPECT_EQ(model.sequence.name, "0001");
    requireValid(model.sequence);
    ASSERT_EQ(model.sequence.blocks.size(), 3u);
    const ExtrudeBlock& plate = model.sequence.blocks[0];
    EXPECT_NEAR(area(plate.sketch.profiles[0]), 600.0 + 50.0 * std::numbers::pi - 16.0 * std::numbers::pi, 1e-9);
    EXPECT_GT(signedArea(plate.sketch.profiles[0].outer), 0.0);
    EXPECT_DOUBLE_EQ(plate.extent.low, -5.0);
    EXPECT_DOUBLE_EQ(plate.extent.high, 0.0);
    EXPECT_DOUBLE_EQ(model.sequence.blocks[1].extent.low, -1.0);
    EXPECT_DOUBLE_EQ(model.sequence.blocks[1].extent.high, 1.0);
    EXPECT_DOUBLE_EQ(model.sequence.blocks[2].extent.low, -2.0);
    EXPECT_DOUBLE_EQ(model.sequence.blocks[2].extent.high, 1.0);
    EXPECT_FALSE(model.volume);
    EXPECT_NEAR(norm(model.box->low - boundingBox(model.sequence).low), 0.0, 1e-9);
    EXPECT_NEAR(norm(model.box->high - boundingBox(model.sequence).high), 0.0, 1e-9);
}

/// The message for deepCad() with one value set by JSON pointer.
std::string complaint(const char* pointer, const json& value) {
    json document = deepCad();
    document[json::json_pointer(pointer)] = value;
    try {
        importModel(document.dump(), ImportFormat::DeepCad, "x");
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

TEST(ImportDeepCad, WhatIsNotSupportedSaysSo) {
    const std::string curves = "/entities/s1/profiles/p/loops/1/profile_curves";
    EXPECT_THAT(
        complaint((curves + "/0/type").c_str(), "NurbsCurve3D"),
        HasSubstr("entities.s1.profiles.p.loops[1].profile_curves[0] is of type NurbsCurve3D, which is not supported"));
    EXPECT_THAT(complaint((curves + "/1/radius").c_str(), 0.02), HasSubstr("contradicts itself"));
    EXPECT_THAT(complaint((curves + "/1/end_angle").c_str(), 2.0), HasSubstr("contradicts itself"));
    EXPECT_THAT(complaint((curves + "/0/end_point/y").c_str(), 0.021),
                HasSubstr("does not close: the nearest curve begins 1 mm"));
    EXPECT_THAT(complaint((curves + "/0/end_point/z").c_str(), 0.001), HasSubstr("does not lie in its sketch's plane"));
    EXPECT_THAT(complaint("/entities/e1/extent_one/taper_angle/value", 0.1),
                HasSubstr("entities.e1.extent_one has a taper"));
    EXPECT_THAT(complaint("/entities/e1/extent_one/type", "ToEntityExtentDefinition"),
                HasSubstr("ends at other geometry"));
    EXPECT_THAT(complaint("/entities/e1/start_extent/type", "FromEntityStartDefinition"),
                HasSubstr("starts at other geometry"));
    EXPECT_THAT(complaint("/entities/e1/operation", "Weld"), HasSubstr("is Weld, which is not supported"));
    EXPECT_THAT(complaint("/entities/e1/profiles/0/profile", "q"), HasSubstr("names the profile q"));
    EXPECT_THAT(complaint("/entities/e1/profiles/0/sketch", "q"), HasSubstr("names the entity q"));
    EXPECT_THAT(complaint("/sequence/1/entity", "e9"), HasSubstr("sequence[1].entity names the entity e9"));
    EXPECT_THAT(complaint("/entities/s1/type", "RevolveFeature"),
                HasSubstr("is a RevolveFeature, which is not supported"));
    EXPECT_THAT(complaint("/entities/s1/transform/y_axis", point(0, -1, 0)), HasSubstr("is not right-handed"));
    EXPECT_THAT(complaint("/entities/s1/transform/x_axis", point(2, 0, 0)), HasSubstr("not of unit length"));
    EXPECT_THAT(complaint("/entities/s1/profiles/p/loops/0/is_outer", true), HasSubstr("second outer loop"));
    EXPECT_THAT(complaint("/entities/s1/profiles/p/loops/1/is_outer", false), HasSubstr("has no outer loop"));
    EXPECT_THAT(complaint("/entities", json::array()), HasSubstr("entities must be an object, not array"));
}

constexpr const char* kDisc =
    R"({"id":"disc","volume":1,"area":2,"ops":[{"sketch":{"origin":[0,0,0],"x":[1,0,0],"z":[0,0,1]},"profiles":[{"loops":[[{"t":"C","c":[0,0],"r":1}]]}],"op":"NewBody","extent":{"lo":0,"hi":1}}]})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const size_t at = text.find(from);
    return at == std::string::npos ? "no such text" : text.replace(at, from.size(), to);
}

TEST(ImportFusionLines, OneBadModelDoesNotStopTheRest) {
    const TemporaryFolder folder;
    const std::string path = (folder / "models.jsonl").string();
    const std::string circle = R"({"t":"C","c":[0,0],"r":1})";
    std::ofstream(path) << replaced(kDisc, "}]})", "") << "\n"  // one damaged before the first good
                        << kDisc << "\n\n"
                        << replaced(kDisc, circle, R"({"t":"N","ctrl":[],"w":[],"knots":[],"deg":3})") << "\r\n"
                        << replaced(kDisc, circle, R"({"t":"E"})") << "\n"
                        << replaced(kDisc, R"("hi":1)", R"("hi":1,"taper":0.1)") << "\n"
                        << replaced(kDisc, "\"disc\"", "7") << "\n"
                        << std::string(100'000, '[') << "\n"
                        << replaced(kDisc, "NewBody", "Join");
    std::vector<std::string> errors;
    std::vector<size_t> goodLines;
    for (const ImportedModel& model : importFile(path)) {
        if (model.error)
            errors.push_back(model.id + "|" + model.error->what());
        else
            goodLines.push_back(model.line);
    }
    ASSERT_EQ(errors.size(), 6u) << testing::PrintToString(errors);
    EXPECT_EQ(goodLines, (std::vector<size_t>{2, 9}));
    EXPECT_THAT(errors[0], HasSubstr("models-1|"));
    EXPECT_THAT(errors[0], HasSubstr("models.jsonl line 1: not valid JSON"));
    EXPECT_THAT(errors[1], HasSubstr("disc|"));
    EXPECT_THAT(errors[1],
                HasSubstr("line 4: ops[0].profiles[0].loops[0][0] is a spline (NURBS), which is not supported"));
    EXPECT_THAT(errors[2], HasSubstr("is an ellipse, which is not supported"));
    EXPECT_THAT(errors[3], HasSubstr("ops[0].extent has a taper, which is not supported"));
    EXPECT_THAT(errors[4], HasSubstr("id must be a string, not number"));
    EXPECT_THAT(errors[5], HasSubstr("nested 100000 deep"));
}

TEST(ImportFusionLines, AFirstJoinBeginsABody) {
    const ImportedModel model = importModel(replaced(kDisc, "NewBody", "Join"), ImportFormat::FusionLines, "x");
    EXPECT_EQ(model.sequence.blocks[0].op, BooleanOp::New);
    EXPECT_DOUBLE_EQ(model.sequence.blocks[0].extent.high, 10.0);
}

TEST(ImportFile, RecognisesByContent) {
    EXPECT_EQ(recogniseFormat(kDisc), ImportFormat::FusionLines);
    EXPECT_EQ(recogniseFormat(toJson(plate({circle(0, 0, 1), {}}))), ImportFormat::Sequence);
    EXPECT_THROW(recogniseFormat("{\"a\": 1}"), Error);
    EXPECT_THROW(recogniseFormat("[1, 2]"), Error);
    const TemporaryFolder folder;
    const std::string path = (folder / "wrong.jsonl").string();
    writeSequence(plate({circle(0, 0, 1), {}}), path);
    EXPECT_EQ(importFile(path)[0].sequence, plate({circle(0, 0, 1), {}}));
    std::ofstream(path, std::ios::trunc) << kDisc;
    EXPECT_EQ(importFile(path)[0].id, "disc");
}

TEST(ImportFile, FilesThatAreNone) {
    const TemporaryFolder folder;
    EXPECT_THROW(importFile((folder / "absent.json").string()), Error);
    EXPECT_THROW(importFile(folder.path().string()), Error);
    const std::string path = (folder / "x.json").string();
    for (const std::string text : {"", "ISO-10303-21;\n", "{", "{}", "[]", "\x89PNG\r\n\x1a\n", "{\"ops\": 3"}) {
        std::ofstream(path, std::ios::trunc) << text;
        const std::vector<ImportedModel> models = importFile(path);
        ASSERT_EQ(models.size(), 1u) << text;
        ASSERT_TRUE(models[0].error) << text;
        EXPECT_EQ(models[0].error->code(), ErrorCode::BadInput);
        EXPECT_THAT(models[0].error->what(), HasSubstr("x.json"));
    }
}

TEST(ImportFile, DamagedBytesNeverCrash) {
    const TemporaryFolder folder;
    const std::string path = (folder / "x.json").string(), good = deepCad().dump();
    Random random(3);
    for (int i = 0; i < 300; ++i) {
        std::string text = good;
        for (int k = 0; k < 3; ++k)
            text[static_cast<size_t>(random.integer(0, static_cast<int>(text.size()) - 1))] =
                static_cast<char>(random.integer(32, 126));
        std::ofstream(path, std::ios::trunc) << text;
        for (const ImportedModel& model : importFile(path))
            if (!model.error) (void)check(model.sequence);
    }
}

}  // namespace
}  // namespace img2cadseq
