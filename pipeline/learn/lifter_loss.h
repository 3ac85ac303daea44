#pragma once
// What the lifter is trained for.

#include <vector>

#include "learn/lifter_sample.h"
#include "learn/trainer.h"
#include "nn/lifter.h"

namespace img2cadseq::learn {

/// Samples as tensors, f32.
struct LifterBatch {
    torch::Tensor picture;   ///< [B, 5, 256, 256]
    torch::Tensor maps;      ///< [B, 6, 64, 64]: mask, front, thickness, normal x y z
    torch::Tensor edges;     ///< [B, 128, 128]
    torch::Tensor openings;  ///< [B, 128, 128]
    torch::Tensor pockets;   ///< [B, 128, 128]
    torch::Tensor depths;    ///< [B, 128, 128]: of pockets
    torch::Tensor aligned;   ///< [B, 128, 128]
    torch::Tensor levels;    ///< [B, 128, 128]
    torch::Tensor rotation;  ///< [B, 3, 3]
    torch::Tensor camera;    ///< [B, 7]: center x y, log scale, perspective, log sides
    torch::Tensor queries;   ///< [B, kQueries, nn::LifterQuery::Count]
    torch::Tensor inside;    ///< [B, kQueries]

    LifterBatch to(torch::Device device) const;
};
LifterBatch lifterBatch(const std::vector<LifterSample>& samples);

inline constexpr double kShallowestPocket = 0.05;  ///< share of the side; depths are told apart from here on

/// Weights of the parts of the loss.
struct LifterWeights {
    double front = 4, thickness = 2, normal = 0.5, mask = 0.5, edge = 0.5, opening = 3, pocket = 2, pocketDepth = 0.15,
           aligned = 0.4, level = 3, doubt = 0.02, rotation = 1, place = 2, sides = 1.5, occupancy = 1.5, box = 3;
};

/// Depths, thickness and normals count where the ray meets the part. Rotation and sides count for the
/// nearest hypothesis under the nearest naming of the axes, a little for the others; the votes learn which was nearest.
/// Places in the box are learnt in that naming.
StepLoss lifterLoss(nn::Lifter& lifter, const nn::LifterOutput& output, const LifterBatch& truth,
                    const LifterWeights& weights = {});

}  // namespace img2cadseq::learn
