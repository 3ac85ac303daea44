#include "fit/layers.h"

#include <algorithm>
#include <cmath>

#include "cad/validity.h"
#include "geometry/box.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

/// The cloud seen along an axis: heights t and plane positions (u, v), and the grid that holds sections.
struct Stack {
    std::vector<Vec2> plane;
    std::vector<double> height;
    Vec2 corner;
    double cell = 0.0;
    int width = 0, depth = 0;
    double low = 0.0, high = 0.0;
    double spacing = 0.0;  ///< typical distance of neighbouring points on the surface

    Mask empty() const { return Mask(width, depth); }
};

Stack stackAlong(const PointCloud& cloud, int axis, const LayerOptions& options) {
    Stack stack;
    Box2 box;
    stack.low = 1e9;
    stack.high = -1e9;
    for (const Vec3f& p : cloud.positions) {
        const Vec2 q{p[(axis + 1) % 3], p[(axis + 2) % 3]};
        stack.plane.push_back(q);
        stack.height.push_back(p[axis]);
        box.add(q);
        stack.low = std::min<double>(stack.low, p[axis]);
        stack.high = std::max<double>(stack.high, p[axis]);
    }
    stack.cell = std::max(box.size().x, box.size().y) / options.resolution;
    const double rim = 3.0 * stack.cell;
    stack.corner = box.low - Vec2{rim, rim};
    stack.width = static_cast<int>(std::ceil(box.size().x / stack.cell)) + 6;
    stack.depth = static_cast<int>(std::ceil(box.size().y / stack.cell)) + 6;
    // The surface of a part of box a x b x c is about that of its box; points lie on it evenly.
    const double a = box.size().x, b = box.size().y, c = stack.high - stack.low;
    stack.spacing = std::sqrt(2.0 * (a * b + b * c + c * a) / static_cast<double>(cloud.size()));
    return stack;
}

/// Points of the given heights as discs that just meet, gaps closed, slivers (walls seen end on) opened away.
Mask covered(const Stack& stack, double from, double to, double opening) {
    Mask mask = stack.empty();
    for (size_t i = 0; i < stack.plane.size(); ++i) {
        if (stack.height[i] < from || stack.height[i] > to) continue;
        const Vec2 at = (stack.plane[i] - stack.corner) / stack.cell;
        mask.at(std::clamp(static_cast<int>(at.x), 0, stack.width - 1),
                std::clamp(static_cast<int>(at.y), 0, stack.depth - 1)) = 255;
    }
    const int reach = std::max(1, static_cast<int>(std::ceil(1.3 * stack.spacing / stack.cell)));
    mask = closed(mask, reach);
    return opened(mask, static_cast<int>(std::round(opening / stack.cell)));
}

size_t countOf(const Mask& mask) { return static_cast<size_t>(std::count(mask.data.begin(), mask.data.end(), 255)); }

/// Points a bin that walls alone give around bin k: they spread evenly over the heights they reach.
double localMedian(const std::vector<double>& histogram, size_t k) {
    const size_t from = k > 10 ? k - 10 : 0, to = std::min(histogram.size(), k + 11);
    std::vector<double> window(histogram.begin() + static_cast<std::ptrdiff_t>(from),
                               histogram.begin() + static_cast<std::ptrdiff_t>(to));
    std::nth_element(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2), window.end());
    return window[window.size() / 2];
}

/// Of the points between two heights; these lie on both sides of a cap, walls' evenly.
double meanHeight(const PointCloud& cloud, int axis, double from, double to) {
    double sum = 0.0, count = 0.0;
    for (const Vec3f& p : cloud.positions)
        if (p[axis] >= from && p[axis] <= to) sum += p[axis], count += 1.0;
    return count > 0.0 ? sum / count : 0.5 * (from + to);
}

Mask exclusive(const Mask& a, const Mask& b) {
    Mask out = a;
    for (size_t i = 0; i < out.data.size(); ++i) out.data[i] = (a.data[i] != b.data[i]) ? 255 : 0;
    return out;
}

bool isDrawable(const Profile& profile) {
    ExtrudeBlock block;
    block.sketch.profiles = {profile};
    block.extent = {0.0, 1.0};
    return !profile.outer.curves.empty() && isValid({{}, {block}});
}

OutlineOptions outlineFor(const Stack& stack) {
    OutlineOptions outline;
    outline.tolerance = std::max(0.7 * stack.cell, 0.25 * stack.spacing);
    return outline;
}

}  // namespace

std::vector<double> capHeights(const PointCloud& cloud, int axis, const LayerOptions& options) {
    double low = 1e9, high = -1e9;
    for (const Vec3f& p : cloud.positions) low = std::min<double>(low, p[axis]), high = std::max<double>(high, p[axis]);
    const double bin = 0.5 * options.thickness;
    const int count = std::max(1, static_cast<int>(std::ceil((high - low) / bin))) + 1;
    std::vector<double> histogram(static_cast<size_t>(count), 0.0);
    for (const Vec3f& p : cloud.positions) histogram[static_cast<size_t>((p[axis] - low) / bin)] += 1.0;
    const double needed = options.capShare * static_cast<double>(cloud.size());
    std::vector<double> heights{low};
    for (int i = 1; i + 1 < count; ++i) {
        const auto k = static_cast<size_t>(i);
        const double sum = histogram[k - 1] + histogram[k] + histogram[k + 1] - 3.0 * localMedian(histogram, k);
        const bool peak = histogram[k] >= histogram[k - 1] && histogram[k] > histogram[k + 1];
        const double t = meanHeight(cloud, axis, low + (i - 0.5) * bin, low + (i + 1.5) * bin);
        if (peak && sum > needed && t - heights.back() > 1.5 * options.thickness && high - t > 1.5 * options.thickness)
            heights.push_back(t);
    }
    heights.push_back(high);
    return heights;
}

Frame axisPlane(int axis) {
    Frame frame;
    frame.normal = {};
    frame.normal[axis] = 1.0;
    frame.xAxis = {};
    frame.xAxis[(axis + 1) % 3] = 1.0;
    return frame;
}

void addPrism(CadSequence& sequence, int axis, std::vector<Profile> profiles, const Extent& extent, BooleanOp op) {
    if (profiles.empty()) return;
    ExtrudeBlock block;
    block.sketch.plane = axisPlane(axis);
    block.sketch.profiles = std::move(profiles);
    block.extent = extent;
    block.op = sequence.blocks.empty() ? BooleanOp::New : op;
    sequence.blocks.push_back(std::move(block));
}

std::vector<Profile> profilesOf(const Mask& section, const Vec2& corner, double cell, const OutlineOptions& outline,
                                const Walls* walls) {
    const auto toPlane = [&](std::vector<Vec2> polygon) {
        for (Vec2& p : polygon) p = corner + p * cell;
        return polygon;
    };
    const double least = 6.0 * outline.tolerance * outline.tolerance / (cell * cell);
    const auto drawn = [&](const RegionContours& region, const Walls* by) {
        Profile profile;
        profile.outer = fitLoop(toPlane(region.outer), outline, by);
        for (const auto& hole : region.holes)
            if (const Loop loop = fitLoop(toPlane(hole), outline, by); !loop.curves.empty())
                profile.holes.push_back(reversed(loop));
        return profile;
    };
    std::vector<Profile> profiles;
    for (const RegionContours& region : regionContours(section, 4.0 * least, least)) {
        Profile profile = drawn(region, walls);
        if (walls && !isDrawable(profile)) profile = drawn(region, nullptr);
        if (!profile.outer.curves.empty()) profiles.push_back(std::move(profile));
    }
    return profiles;
}

CadSequence layeredProposal(const PointCloud& cloud, int axis, const LayerOptions& options) {
    const Stack stack = stackAlong(cloud, axis, options);
    const std::vector<double> heights = capHeights(cloud, axis, options);
    const OutlineOptions outline = outlineFor(stack);
    CadSequence sequence;
    Mask section = stack.empty();
    for (size_t k = 0; k + 1 < heights.size(); ++k) {
        const double t = heights[k];
        const Mask cap = covered(stack, t - options.thickness, t + options.thickness, 1.2 * stack.spacing);
        section = opened(exclusive(section, cap), static_cast<int>(std::round(0.8 * stack.spacing / stack.cell)));
        if (countOf(section) < 9) continue;
        addPrism(sequence, axis, profilesOf(section, stack.corner, stack.cell, outline), {t, heights[k + 1]});
    }
    return sequence;
}

CadSequence prismProposal(const PointCloud& cloud, int axis, const LayerOptions& options) {
    const Stack stack = stackAlong(cloud, axis, options);
    CadSequence sequence;
    addPrism(sequence, axis,
             profilesOf(covered(stack, stack.low, stack.high, 0.0), stack.corner, stack.cell, outlineFor(stack)),
             {stack.low, stack.high});
    return sequence;
}

}  // namespace img2cadseq
