// --sources: every source can be named, and nothing else.

#include <gtest/gtest.h>

#include "infer/candidate_source.h"
#include "infer/reconstructor.h"

namespace img2cadseq::infer {
namespace {

void check(const std::string& names) {
    ReconstructOptions options;
    options.sources = names;
    options.check();
}

TEST(Sources, EachCanBeNamed) {
    Sources sources = allSources();
    sources.insert(sources.end(), {silhouetteSource(), boxSource()});
    std::string all = "diffusion";
    for (const auto& source : sources) {
        EXPECT_NO_THROW(check(source->name())) << source->name();
        all.append(",").append(source->name());
    }
    EXPECT_NO_THROW(check(all));
    EXPECT_NO_THROW(check("all"));
}

TEST(Sources, AWrongNameIsUsage) {
    for (const char* names : {"", "prisms", "prism,", "prism,,box", "Prism", "all,nothing"}) {
        try {
            check(names);
            ADD_FAILURE() << "'" << names << "' was taken";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Usage) << names;
            EXPECT_NE(error.line().find("height field"), std::string::npos) << error.line();
        }
    }
}

}  // namespace
}  // namespace img2cadseq::infer
