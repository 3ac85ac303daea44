#include "fit/hull.h"

#include <algorithm>
#include <cmath>

#include "fit/layers.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

bool covers(const Mask& mask, const Camera& camera, const Vec3& point) {
    const Vec3 pixel = camera.project(point);
    const int x = static_cast<int>(std::floor(pixel.x)), y = static_cast<int>(std::floor(pixel.y));
    return x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask.at(x, y);
}

/// The mask without holes, and the holes alone.
Mask filled(const Mask& mask) {
    // Flood the background from the rim; what it does not reach is part or hole.
    Mask outside(mask.width, mask.height);
    std::vector<std::pair<int, int>> queue;
    const auto visit = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= mask.width || y >= mask.height || mask.at(x, y) || outside.at(x, y)) return;
        outside.at(x, y) = 255;
        queue.emplace_back(x, y);
    };
    for (int x = 0; x < mask.width; ++x) {
        visit(x, 0);
        visit(x, mask.height - 1);
    }
    for (int y = 0; y < mask.height; ++y) {
        visit(0, y);
        visit(mask.width - 1, y);
    }
    while (!queue.empty()) {
        const auto [x, y] = queue.back();
        queue.pop_back();
        visit(x + 1, y);
        visit(x - 1, y);
        visit(x, y + 1);
        visit(x, y - 1);
    }
    for (uint8_t& v : outside.data) v = v ? 0 : 255;
    return outside;
}

}  // namespace

CadSequence hullProposal(const Mask& mask, const Camera& camera, int axis, double low, double high, const Vec3& boxSize,
                         const HullOptions& options) {
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    const Vec2 size = Vec2{boxSize[a], boxSize[b]} + Vec2{2 * options.margin, 2 * options.margin};
    const Vec2 corner = size * -0.5;
    const double cell = std::max(size.x, size.y) / options.resolution;
    const Mask solid = filled(mask);
    Mask section(static_cast<int>(std::ceil(size.x / cell)), static_cast<int>(std::ceil(size.y / cell)));
    for (int y = 0; y < section.height; ++y)
        for (int x = 0; x < section.width; ++x) {
            Vec3 point;
            point[a] = corner.x + (x + 0.5) * cell;
            point[b] = corner.y + (y + 0.5) * cell;
            bool in = true, through = false;
            for (int k = 0; k < options.sections && in; ++k) {
                point[axis] = low + (high - low) * k / (options.sections - 1);
                in = covers(solid, camera, point);
                // Background behind a hole is seen along the whole height or not at all: any height carves it.
                through = through || (in && !covers(mask, camera, point));
            }
            section.at(x, y) = in && !through ? 255 : 0;
        }
    OutlineOptions outline;
    outline.tolerance = 1.0 * cell;
    CadSequence sequence;
    std::vector<Profile> profiles = profilesOf(opened(section, 1), corner, cell, outline);
    if (profiles.empty()) return sequence;
    profiles.resize(1);
    addPrism(sequence, axis, std::move(profiles), {low, high});
    return sequence;
}

CadSequence silhouetteProposal(const Mask& mask, const Camera& camera) {
    Mask upright(mask.width, mask.height);
    Box2 box;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            if (!mask.at(x, y)) continue;
            upright.at(x, mask.height - 1 - y) = 255;
            box.add(Vec2{x + 0.5, mask.height - 0.5 - y});
        }
    if (box.empty()) return {};
    const double longest = std::max({box.size().x, box.size().y, 1.0}), cell = 1.0 / longest;
    OutlineOptions outline;
    outline.tolerance = cell;
    ExtrudeBlock block;
    // Made square anew: rotations that were predicted are so in single precision only.
    const Vec3 normal = normalized(-camera.rotation.row[2]), right = camera.rotation.row[0];
    block.sketch.plane.normal = normal;
    block.sketch.plane.xAxis = normalized(right - normal * dot(right, normal));
    block.sketch.profiles = profilesOf(upright, -box.center() * cell, cell, outline);
    const double depth = 0.5 * std::max(0.02, std::min(box.size().x, box.size().y) * cell);
    block.extent = {-0.5 * depth, 0.5 * depth};
    if (block.sketch.profiles.empty()) return {};
    return {{}, {block}};
}

}  // namespace img2cadseq
