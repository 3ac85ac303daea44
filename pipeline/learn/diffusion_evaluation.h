#pragma once
// How good sampled sequences are: overlap with the truth on held-out parts, one sample and best of several by distance
// to the input cloud (never to the truth).

#include <map>
#include <string>

#include "learn/part_sample.h"
#include "nn/codec.h"
#include "nn/denoiser.h"
#include "nn/sampler.h"

namespace img2cadseq::learn {

/// Mean distance cloud -> surface plus mean distance surface -> cloud, by samples of both. Large where the sequence is
/// empty.
double cloudDistance(const PointCloud& cloud, const CadSequence& sequence, size_t samples = 1500);

/// `count` held-out parts (validation seed, clouds drawn as in `data`), one greedy-ish sample each: mean IoU and
/// loss-free figures.
std::map<std::string, double> quickEvaluation(nn::Codec& codec, nn::Denoiser& denoiser, const SampleOptions& data,
                                              int count);

}  // namespace img2cadseq::learn
