#pragma once
// Features of one part as rows of numbers, ready for the codec. No torch.

#include <cstdint>
#include <vector>

#include "codes/features.h"
#include "codes/layout.h"

namespace img2cadseq::nn {

/// Numbers of a loop's curves: kCurves times CurveFeature::numbers() and the curve's corner, zeros after the last, then
/// the number of curves / kCurves.
inline constexpr int kCurveStride = codes::CurveFeature::kSize + 2;
inline constexpr int kCurveNumbers = codes::kCurves * kCurveStride + 1;
using CurveRow = std::array<float, kCurveNumbers>;

struct PartArrays {
    std::vector<std::array<float, codes::BlockFeature::kSize>> blocks;
    std::vector<std::array<float, codes::PatchFeature::kSize>> patches;
    std::vector<CurveRow> curves;
    std::vector<int> loopBlock;
    std::vector<uint8_t> loopHole;
};

/// Whether the part has room in the code tree.
bool fits(const codes::PartFeatures& features);

/// Throws Error(BadInput) where the part does not fit.
PartArrays toArrays(const codes::PartFeatures& features);

CurveRow curveRow(const codes::LoopFeature& loop);
/// Sets curves and corners. At least one curve; a circle is alone; a loop without circle has at least two curves.
void readCurveRow(const float* row, codes::LoopFeature& loop);

}  // namespace img2cadseq::nn
