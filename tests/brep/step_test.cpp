#include "brep/step.h"

#include <filesystem>
#include <functional>
#include <regex>
#include <thread>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/shapes.h"
#include "core/error.h"
#include "core/file.h"
#include "support/data.h"

namespace img2cadseq::brep {
namespace {

using namespace test;
namespace fs = std::filesystem;

Solid bracket() {
    return compile({"bracket",
                    {box(BooleanOp::New, {0, 0, 0}, {40, 20, 4}), box(BooleanOp::Join, {0, 0, 0}, {4, 20, 30}),
                     block(BooleanOp::Cut, {{circle(28, 10, 5), {}}}, 0, 4),
                     block(BooleanOp::Cut, {{circle(10, 20, 4), {}}}, 0, 10, facingX())}});
}

void expectSame(const Solid& a, const Solid& b) {
    EXPECT_EQ(a.bodyCount(), b.bodyCount());
    EXPECT_EQ(a.faceCount(), b.faceCount());
    EXPECT_EQ(a.edgeCount(), b.edgeCount());
    EXPECT_NEAR(a.massProperties().volume, b.massProperties().volume, 1e-9 * a.massProperties().volume);
    EXPECT_NEAR(a.massProperties().area, b.massProperties().area, 1e-9 * a.massProperties().area);
}

std::string errorOf(const std::function<void()>& body, ErrorCode code) {
    try {
        body();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), code) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "no error";
    return {};
}

TEST(Step, RoundTripInEverySchemaAndUnit) {
    const TemporaryFolder folder;
    const Solid solid = bracket();
    const std::pair<StepSchema, const char*> schemas[]{{StepSchema::Ap203, "CONFIG_CONTROL_DESIGN"},
                                                       {StepSchema::Ap214, "AUTOMOTIVE_DESIGN"},
                                                       {StepSchema::Ap242, "AP242_MANAGED_MODEL_BASED_3D_ENGINEERING"}};
    for (const auto& [schema, name] : schemas)
        for (const LengthUnit unit : {LengthUnit::Millimetre, LengthUnit::Inch}) {
            StepOptions options;
            options.schema = schema;
            options.unit = unit;
            options.productName = "L-Träger 'Größe' 40 µm \\ 角 🔩";
            options.version = "1.2";
            options.seed = 42;
            options.colour = Rgb{200, 60, 20};
            const fs::path path = folder / "bracket.step";
            writeStep(solid, path, options);
            StepInfo info;
            expectSame(solid, readStep(path, &info));
            EXPECT_EQ(info.schema.substr(0, std::string(name).size()), name);
            EXPECT_EQ(info.productName, options.productName);
            EXPECT_EQ(info.originatingSystem, "Img2CADSeq 1.2");
            EXPECT_NE(info.description.find("seed 42"), std::string::npos);
            const std::string text = readFile(path);
            EXPECT_EQ(text.find("INCH") != std::string::npos, unit == LengthUnit::Inch);
            EXPECT_NE(text.find("COLOUR_RGB"), std::string::npos);
            EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1) << "a temporary file is left";
        }
}

TEST(Step, SameBytesButForTheTimeStamp) {
    const Solid solid = bracket();
    StepOptions options;
    options.colour = Rgb{10, 20, 30};
    options.timeStamp = "2026-01-01T00:00:00";
    const std::string first = stepText(solid, options);
    options.schema = StepSchema::Ap242;
    options.unit = LengthUnit::Inch;
    stepText(compile({"other", {box(BooleanOp::New, {0, 0, 0}, {1, 1, 1}), box(BooleanOp::New, {3, 0, 0}, {4, 1, 1})}}),
             options);
    options.schema = StepSchema::Ap214;
    options.unit = LengthUnit::Millimetre;
    EXPECT_EQ(stepText(bracket(), options), first);
    options.timeStamp.clear();
    const std::regex stamp("'\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d'");
    EXPECT_EQ(std::regex_replace(stepText(bracket(), options), stamp, "''"), std::regex_replace(first, stamp, "''"));
}

TEST(Step, SameBytesFromManyThreads) {
    StepOptions options;
    options.timeStamp = "2026-01-01T00:00:00";
    const std::string expected = stepText(bracket(), options);
    std::vector<std::string> texts(4);
    std::vector<std::jthread> threads;
    for (std::string& text : texts)
        threads.emplace_back([&text, options] {
            const Solid solid = bracket();
            if (gate(solid).valid) text = stepText(solid, options);
        });
    threads.clear();
    for (const std::string& text : texts) EXPECT_EQ(text, expected);
}

TEST(Step, SeveralBodies) {
    const Solid two =
        compile({"two", {box(BooleanOp::New, {0, 0, 0}, {1, 1, 1}), box(BooleanOp::New, {1, 1, 0}, {4, 2, 1})}});
    EXPECT_EQ(two.bodyCount(), 2u);
    expectSame(two, readStepText(stepText(two), "two"));
}

TEST(Step, GateAndWriteWritesOnlyWhatPasses) {
    const TemporaryFolder folder;
    EXPECT_TRUE(gateAndWriteStep(bracket(), folder / "good.step").valid);
    EXPECT_TRUE(fs::exists(folder / "good.step"));
    const Verdict verdict = gateAndWriteStep(Solid(), folder / "none.step");
    EXPECT_FALSE(verdict.valid);
    EXPECT_EQ(verdict.reason, "there is no solid");
    EXPECT_FALSE(fs::exists(folder / "none.step"));
}

TEST(Step, PrintsNothing) {
    ::testing::internal::CaptureStdout();
    const Solid solid = bracket();
    readStepText(stepText(solid), "x");
    EXPECT_THROW(readStepText("ISO-10303-21; HEADER; DATA; #1=JUNK(; ENDSEC; END-ISO-10303-21;", "junk"), Error);
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST(Step, AnOpenShellReadsButDoesNotPass) {
    std::string text = stepText(bracket());
    // One face less in the shell.
    const size_t shell = text.find("CLOSED_SHELL(");
    ASSERT_NE(shell, std::string::npos);
    const size_t first = text.find("(#", shell), comma = text.find(',', first);
    text.erase(first + 1, comma - first);
    const Solid solid = readStepText(text, "open");
    EXPECT_EQ(solid.faceCount() + 1, bracket().faceCount());
    const Verdict verdict = gate(solid);
    EXPECT_FALSE(verdict.valid);
    EXPECT_FALSE(verdict.reason.empty());
}

TEST(Step, AnotherSolidDoesNotPassForThis) {
    const Solid other = compile({"other", {box(BooleanOp::New, {0, 0, 0}, {40, 20, 4})}});
    EXPECT_FALSE(rereads(bracket(), stepText(other)).valid);
    const Solid longer = compile({"longer", {box(BooleanOp::New, {0, 0, 0}, {40, 20, 4.001})}});
    EXPECT_EQ(rereads(other, stepText(longer)).reason, "re-read from STEP its volume differs");
}

TEST(Step, BadFiles) {
    const TemporaryFolder folder;
    const std::string good = stepText(bracket());
    const auto read = [&](const std::string& text) {
        return errorOf([&] { readStepText(text, "bad.step"); }, ErrorCode::BadInput);
    };
    EXPECT_EQ(read(""), "bad.step is empty");
    EXPECT_NE(read("solid cube\nfacet normal 0 0 1").find("not a STEP file"), std::string::npos);
    EXPECT_NE(read(std::string(1000, '\0')).find("not a STEP file"), std::string::npos);
    EXPECT_NE(read(good.substr(0, good.size() / 2)).find("cut off"), std::string::npos);
    EXPECT_NE(read(good.substr(0, 20)).find("cut off"), std::string::npos);
    const std::string head = good.substr(0, good.find("DATA;")), tail = "DATA;\nENDSEC;\nEND-ISO-10303-21;\n";
    EXPECT_NE(read(head + tail).find("bad.step"), std::string::npos);
    errorOf([&] { readStep(folder / "absent.step"); }, ErrorCode::Io);
    errorOf([&] { readStep(folder.path()); }, ErrorCode::Io);
}

TEST(Step, DamagedTextNeverCrashes) {
    const std::string good = stepText(bracket());
    const size_t data = good.find("DATA;");
    for (size_t i = 0; i < 40; ++i) {
        std::string text = good;
        const size_t at = data + (i * 7919) % (good.size() - data - 40);
        switch (i % 4) {
            case 0: text[at] = '\0'; break;
            case 1: text.erase(at, 25); break;
            case 2: text.insert(at, "#999999"); break;
            case 3: text[at] = "9(,#"[i / 4 % 4]; break;
        }
        try {
            const Solid solid = readStepText(text, "damaged");
            gate(solid);
        } catch (const Error&) {
        }
    }
}

TEST(Step, UnwritablePlacesKeepWhatIsThere) {
    const TemporaryFolder folder;
    const Solid solid = bracket();
    errorOf([&] { writeStep(solid, folder / "none/part.step"); }, ErrorCode::Io);
    fs::create_directory(folder / "folder.step");
    errorOf([&] { writeStep(solid, folder / "folder.step"); }, ErrorCode::Io);
    EXPECT_TRUE(fs::is_directory(folder / "folder.step"));
    errorOf([&] { writeStep(solid, "/dev/full/part.step"); }, ErrorCode::Io);
    errorOf([&] { writeStep(Solid(), folder / "empty.step"); }, ErrorCode::BadGeometry);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace img2cadseq::brep
