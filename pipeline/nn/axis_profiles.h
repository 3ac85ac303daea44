#pragma once
// How a cloud's points lie along the three axes around each of them. Faces of mechanical parts stand square to the axes
// that a cloud is brought into, and all points of such a face, and of those in one plane with it, say where it is.

#include <torch/torch.h>

namespace img2cadseq::nn {

/// For each axis, points within three reaches across it (the last: all points) are weighed by how near they are along
/// it, in five widths, narrowest first.
struct AxisProfiles {
    static constexpr int64_t kReaches = 3, kWidths = 5, kWays = 3 * kReaches * kWidths, kNumbers = 2 * kWays;
    torch::Tensor ways;     ///< [B, N, kWays], axis by axis: along the axis to the weighed middle of those points
    torch::Tensor numbers;  ///< [B, N, kNumbers]: the ways by their widths, logarithms of the weights' sums
};

/// points [B, N, 3] on the CPU, f32; `spacing` [B]: mean distance between neighbours, unit of reaches and widths.
/// Reads nothing but differences of positions; no gradient.
AxisProfiles axisProfiles(const torch::Tensor& points, const torch::Tensor& spacing);

}  // namespace img2cadseq::nn
