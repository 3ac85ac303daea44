// A box and a click are drawn on the picture as it is shown; the run is told them in those of the file.

#include <gtest/gtest.h>

#include "core/file.h"
#include "document/document.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

/// Keeps what it was asked and stops.
class Asked : public Reconstructor {
public:
    explicit Asked(ReconstructInput& input) : input_(input) {}
    void run(const ReconstructInput& input, const ReconstructOptions&, const EventSink& sink,
             const StopTokens&) override {
        input_ = input;
        sink(Stopped{});
    }
    std::string write(const Reconstruction&, const ReconstructOptions&, const std::filesystem::path&, bool) override {
        return {};
    }

private:
    ReconstructInput& input_;
};

/// What a run is told of a picture shown at 160 x 100, the file of which has ten times as many pixels a side.
ReconstructInput askedOf(const std::filesystem::path& file) {
    ReconstructInput asked;
    Document document(std::make_shared<Engine>([&] { return std::make_unique<Asked>(asked); }));
    DocumentInput input = inputOf(Image(160, 100), "part");
    input.path = file;
    input.photo->originalWidth = 1600;
    input.photo->originalHeight = 1000;
    input.photo->focalPixels = 120.0;
    input.photo->alpha = Mask(160, 100, 255);
    document.setInput(std::move(input));
    Prompt prompt;
    prompt.box = Box2{{10, 20}, {50, 60}};
    prompt.click = Vec2{30, 40};
    document.apply(document.say(prompt));
    runHere(*document.startRun());
    return asked;
}

TEST(PromptPixels, AreTheFilesWhereTheFileIsReadAgain) {
    const TemporaryFolder folder;
    writeFile(folder / "part.jpg", "there");
    const ReconstructInput asked = askedOf(folder / "part.jpg");
    EXPECT_FALSE(asked.picture);
    ASSERT_TRUE(asked.box && asked.click);
    EXPECT_EQ(asked.box->low, (Vec2{100, 200}));
    EXPECT_EQ(asked.box->high, (Vec2{500, 600}));
    EXPECT_EQ(*asked.click, (Vec2{300, 400}));
}

TEST(PromptPixels, AreTheFilesWhereItIsGoneAndWhatWasReadOfItIsHandedOver) {
    const ReconstructInput asked = askedOf("/gone/part.jpg");
    ASSERT_TRUE(asked.picture && asked.box && asked.click);
    EXPECT_EQ(asked.picture->originalWidth, 1600) << "so that the run knows how far it was reduced";
    EXPECT_EQ(asked.picture->focalPixels, 120.0);
    ASSERT_TRUE(asked.picture->alpha);
    EXPECT_EQ(asked.picture->alpha->at(3, 3), 255);
    EXPECT_EQ(asked.box->low, (Vec2{100, 200}));
    EXPECT_EQ(*asked.click, (Vec2{300, 400}));
}

}  // namespace
}  // namespace img2cadseq::test
