#pragma once
// Training of the alignment of clouds and sequences: symmetric InfoNCE (van den Oord et al. 2018; as CLIP has it)
// within a batch, of which a part is of few families, so that what looks alike has to be told apart. No torch in this
// header.

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "learn/part_sample.h"
#include "learn/picture_part.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct AlignmentStageOptions {
    TrainOptions train;
    SampleOptions data;
    std::filesystem::path codes;  ///< weights of the three codebooks
    std::filesystem::path
        lifter;  ///< weights of the lifter whose clouds of pictures are learnt from; none: no pictures
    PicturePartOptions pictures;
    double fromPictures = 0.25;  ///< share of them where there is a lifter
    double alike = 0.5;          ///< share of the other clouds that come in groups of one family
    int64_t group = 16;          ///< parts of such a group
    unsigned workers = 1;
    int evaluate = 256;  ///< held-out parts at each checkpoint, a quarter of one family
};

void trainAlignment(const AlignmentStageOptions& options, std::stop_token stop);

struct AlignmentReportOptions {
    std::filesystem::path codes, weights;
    uint64_t seed = 3'000'000;
    int count = 256;               ///< parts, a quarter of them of one family
    std::string family;            ///< which; empty: that of the first part
    double clean = 1.0;            ///< share of clouds without damage
    std::filesystem::path lifter;  ///< where given: clouds are what it takes from pictures of parts of the mixture
};

/// How often a cloud's nearest sequence is its own among all, and the other way round ("cloud.top1", "sequence.top1"),
/// the same within the family ("family.top1") and the share within the nearest five ("cloud.top5").
std::map<std::string, double> reportAlignment(const AlignmentReportOptions& options);

}  // namespace img2cadseq::learn
