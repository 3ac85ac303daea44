#include "nn/part_arrays.h"

#include <algorithm>
#include <cmath>

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
        arrays.curves.push_back(curveRow(loop.curves));
        arrays.loopBlock.push_back(loop.block);
        arrays.loopHole.push_back(loop.hole ? 1 : 0);
    }
    return arrays;
}

CurveRow curveRow(const std::vector<CurveFeature>& curves) {
    CurveRow row{};
    for (size_t i = 0; i < curves.size() && i < static_cast<size_t>(kCurves); ++i) {
        const auto numbers = curves[i].numbers();
        std::copy(numbers.begin(), numbers.end(), row.begin() + static_cast<std::ptrdiff_t>(i * CurveFeature::kSize));
    }
    row.back() = static_cast<float>(curves.size()) / static_cast<float>(kCurves);
    return row;
}

std::vector<CurveFeature> curvesFromRow(const float* row) {
    const int count = std::clamp(static_cast<int>(std::lround(row[kCurveNumbers - 1] * kCurves)), 1, kCurves);
    const CurveFeature first = CurveFeature::fromNumbers(row);
    if (count == 1 || first.type == codes::CurveType::Circle) {
        CurveFeature circle;
        circle.type = codes::CurveType::Circle;
        circle.curvature = 2.0;
        return {circle};
    }
    std::vector<CurveFeature> curves;
    for (int i = 0; i < count; ++i) {
        curves.push_back(CurveFeature::fromNumbers(row + i * CurveFeature::kSize));
        if (curves.back().type == codes::CurveType::Circle) curves.back().type = codes::CurveType::Line;
    }
    return curves;
}

}  // namespace img2cadseq::nn
