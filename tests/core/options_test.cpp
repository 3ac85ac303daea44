#include "core/options.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace img2cadseq {
namespace {

struct Sample {
    bool best = false;
    int samples = 8;
    int64_t seed = 0;
    double size = 100.0;
    std::string schema = "ap214";
    std::string mask;

    void describe(OptionList& list) {
        list.add("best", &best, {.help = "only the best"});
        list.add("samples", &samples, {.help = "parts to make", .placeholder = "K", .low = 1, .high = 256});
        list.add("seed", &seed, {.help = "start of the random numbers", .placeholder = "S", .low = 0});
        list.add("size-mm", &size, {.help = "longest side", .placeholder = "L", .low = 0.001, .high = 1e6});
        list.add("schema", &schema, {.help = "STEP schema", .choices = {"ap214", "ap242", "ap203"}});
        list.add("mask", &mask, {.help = "which object", .placeholder = "FILE"});
    }
};

std::string refusal(OptionList& list, const std::string& name, const std::string& text) {
    try {
        list.find(name).setText(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Usage);
        return error.line();
    }
    return "taken";
}

TEST(Options, TextReachesTheMembers) {
    Sample sample;
    OptionList list;
    list.add(sample);
    list.find("best").setText("true");
    list.find("samples").setText("17");
    list.find("seed").setText("9007199254740993");
    list.find("size-mm").setText("0.1");
    list.find("schema").setText("ap203");
    list.find("mask").setText("a b.png");
    EXPECT_TRUE(sample.best);
    EXPECT_EQ(sample.samples, 17);
    EXPECT_EQ(sample.seed, 9007199254740993);
    EXPECT_EQ(sample.size, 0.1);
    EXPECT_EQ(sample.schema, "ap203");
    EXPECT_EQ(sample.mask, "a b.png");
}

TEST(Options, ValuesComeBackAsTextAndKeepTheirDefaults) {
    Sample sample;
    OptionList list;
    list.add(sample);
    sample.size = 0.1 + 0.2;
    EXPECT_EQ(std::get<double>(list.find("size-mm").fallback()), 100.0);
    for (Option& option : list.all()) {
        const OptionValue before = option.value();
        option.setText(toText(before));
        EXPECT_EQ(option.value(), before) << option.name();
    }
}

TEST(Options, RefusalsSayWhatIsAllowed) {
    Sample sample;
    OptionList list;
    list.add(sample);
    EXPECT_EQ(refusal(list, "samples", "0"), "--samples cannot be '0'; give a whole number from 1 to 256");
    EXPECT_EQ(refusal(list, "samples", "8x"), "--samples cannot be '8x'; give a whole number from 1 to 256");
    EXPECT_EQ(refusal(list, "samples", "99999999999999999999"),
              "--samples cannot be '99999999999999999999'; give a whole number from 1 to 256");
    EXPECT_EQ(refusal(list, "seed", "-1"), "--seed cannot be '-1'; give a whole number of at least 0");
    EXPECT_EQ(refusal(list, "size-mm", "nan"), "--size-mm cannot be 'nan'; give a number from 0.001 to 1e+06");
    EXPECT_EQ(refusal(list, "schema", "AP214"), "--schema cannot be 'AP214'; give ap214, ap242 or ap203");
    EXPECT_EQ(refusal(list, "best", "yes"), "--best cannot be 'yes'; give true or false");
    EXPECT_EQ(refusal(list, "bset", "true"), "there is no option --bset");
    EXPECT_EQ(sample.samples, 8);
    EXPECT_THROW(list.find("samples").set(OptionValue(2.0)), Error);
}

TEST(Options, NamesAreUnique) {
    Sample sample;
    OptionList list;
    list.add(sample);
    EXPECT_THROW(list.add("seed", &sample.seed, {.help = "again"}), Error);
}

}  // namespace
}  // namespace img2cadseq
