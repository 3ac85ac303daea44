#include "nn/part_arrays.h"

#include <algorithm>
#include <cmath>

#include "codes/loop_walk.h"
#include "core/error.h"

namespace img2cadseq::nn {

using codes::CurveFeature;
using codes::kCurves;

bool fits(const codes::PartFeatures& features) {
    size_t longest = 0;
    for (const codes::LoopFeature& loop : features.loops) longest = std::max(longest, loop.curves.size());
    return codes::fits(features.blocks.size(), features.loops.size(), longest);
}

PartArrays toArrays(const codes::PartFeatures& features) {
    if (!fits(features))
        throw Error(ErrorCode::BadInput, "the part has more blocks, loops or curves than the code tree has room for");
    PartArrays arrays;
    for (const codes::BlockFeature& block : features.blocks) arrays.blocks.push_back(block.numbers());
    for (const codes::LoopFeature& loop : features.loops) {
        arrays.patches.push_back(loop.patch.numbers());
        arrays.curves.push_back(curveRow(loop));
        arrays.loopBlock.push_back(loop.block);
        arrays.loopHole.push_back(loop.hole ? 1 : 0);
    }
    return arrays;
}

CurveRow curveRow(const codes::LoopFeature& loop) {
    CurveRow row{};
    for (size_t i = 0; i < loop.curves.size() && i < static_cast<size_t>(kCurves); ++i) {
        const auto numbers = loop.curves[i].numbers();
        float* out = row.data() + i * kCurveStride;
        std::copy(numbers.begin(), numbers.end(), out);
        if (loop.corners.size() != loop.curves.size()) continue;
        out[CurveFeature::kSize] = static_cast<float>(loop.corners[i].x);
        out[CurveFeature::kSize + 1] = static_cast<float>(loop.corners[i].y);
    }
    row.back() = static_cast<float>(loop.curves.size()) / static_cast<float>(kCurves);
    return row;
}

void readCurveRow(const float* row, codes::LoopFeature& loop) {
    loop.curves.clear();
    loop.corners.clear();
    const int count = std::clamp(static_cast<int>(std::lround(row[kCurveNumbers - 1] * kCurves)), 1, kCurves);
    const CurveFeature first = CurveFeature::fromNumbers(row);
    if (count == 1 || first.type == codes::CurveType::Circle) {
        loop.curves = {codes::circleFeature()};
        return;
    }
    for (int i = 0; i < count; ++i) {
        const float* in = row + i * kCurveStride;
        loop.curves.push_back(CurveFeature::fromNumbers(in));
        if (loop.curves.back().type == codes::CurveType::Circle) loop.curves.back().type = codes::CurveType::Line;
        loop.corners.push_back({in[CurveFeature::kSize], in[CurveFeature::kSize + 1]});
    }
}

}  // namespace img2cadseq::nn
