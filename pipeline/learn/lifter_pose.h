#pragma once
// Where a part stands: rotation of the camera and sides of the box, up to how the axes are named. A picture near a tie
// of the canonical frame has two right answers, so any of the 24 names of the true axes counts, with the sides that go
// with it.

#include <torch/types.h>

namespace img2cadseq::learn {

/// The nearest naming of the true axes for each of K hypotheses.
struct PoseMatch {
    torch::Tensor turn;   ///< [B, K]: 2 sin(angle / 2) between the rotations
    torch::Tensor sides;  ///< [B, K]: mean difference of the sides' logarithms
    torch::Tensor axes;   ///< [B, K, 3, 3]: true canonical axes -> the hypothesis's
};

/// What sides count beside turns, where nothing else is wanted.
inline constexpr double kSideWeight = 1.5;

/// rotations [B, K, 3, 3], logSides [B, K, 3]; the truth [B, 3, 3] and [B, 3]. Nearest in turn + sideWeight * sides.
PoseMatch matchPoses(const torch::Tensor& rotations, const torch::Tensor& logSides, const torch::Tensor& trueRotation,
                     const torch::Tensor& trueLogSides, double sideWeight);

}  // namespace img2cadseq::learn
