#pragma once
// Training of the cloud -> sequence diffusion. No torch in this header.

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "learn/part_sample.h"
#include "learn/picture_part.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct DiffusionOptions {
    TrainOptions train;
    SampleOptions data;
    std::filesystem::path codes;  ///< weights of the three codebooks
    std::filesystem::path
        lifter;  ///< weights of the lifter whose clouds of pictures are learnt from; none: no pictures
    PicturePartOptions pictures;
    double fromPictures = 0.5;  ///< share of them where there is a lifter
    unsigned workers = 1;
    int64_t width = 256, heads = 4, encoderLayers = 3, layers = 5;
    int64_t draws = 2;            ///< noise draws of each encoded cloud; `train.batch` counts trees: clouds times draws
    double unconditional = 0.08;  ///< share of clouds whose condition is dropped
    double pictureAlone = 0.1;    ///< of pictures: without the cloud
    double cloudAlone = 0.1;      ///< of pictures: without their tokens
    int evaluate = 24;            ///< held-out parts sampled at each checkpoint
};

void trainDiffusion(const DiffusionOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
