#include "synth/part_draft.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq::synth {
namespace {

std::vector<Profile> asProfiles(const std::vector<Loop>& loops) {
    std::vector<Profile> profiles;
    for (const Loop& loop : loops) profiles.push_back(plate(loop));
    return profiles;
}

}  // namespace

Frame axisFrame(Axis axis) {
    Frame frame;
    frame.xAxis = {};
    frame.normal = {};
    frame.normal[static_cast<int>(axis)] = 1.0;
    frame.xAxis[(static_cast<int>(axis) + 1) % 3] = 1.0;
    return frame;
}

Profile plate(Loop outer, std::vector<Loop> holes) { return {std::move(outer), std::move(holes)}; }

void Draft::join(Axis axis, double low, double high, const std::vector<Loop>& loops) {
    add(BooleanOp::Join, axis, low, high, asProfiles(loops));
}

void Draft::cut(Axis axis, double low, double high, const std::vector<Loop>& loops) {
    add(BooleanOp::Cut, axis, low, high, asProfiles(loops));
}

void Draft::add(BooleanOp op, Axis axis, double low, double high, const std::vector<Profile>& profiles) {
    if (axis != Axis::Y) return add(op, axisFrame(axis), low, high, profiles);
    std::vector<Profile> turnedOver;  // (x, z) -> (u, v) = (z, x)
    for (const Profile& profile : profiles)
        turnedOver.push_back(mapped(profile, [](const Vec2& p) { return Vec2{p.y, p.x}; }));
    add(op, axisFrame(axis), low, high, turnedOver);
}

void Draft::add(BooleanOp op, const Frame& plane, double low, double high, const std::vector<Profile>& profiles) {
    if (profiles.empty()) return;
    sequence.blocks.push_back({{plane, profiles}, {std::min(low, high), std::max(low, high)}, op});
}

std::vector<Loop> onCircle(const Loop& loop, const Vec2& center, int count, double from) {
    std::vector<Loop> loops;
    for (int i = 0; i < count; ++i) loops.push_back(turned(loop, from + 2.0 * std::numbers::pi * i / count, center));
    return loops;
}

std::vector<Loop> at(const std::vector<Vec2>& places, const Loop& loop) {
    std::vector<Loop> loops;
    for (const Vec2& place : places) loops.push_back(moved(loop, place));
    return loops;
}

std::vector<Vec2> circlePlaces(const Vec2& center, double radius, int count, double from) {
    std::vector<Vec2> places;
    for (int i = 0; i < count; ++i)
        places.push_back(center + rotated(Vec2{radius, 0.0}, from + 2.0 * std::numbers::pi * i / count));
    return places;
}

std::vector<Vec2> cornerPlaces(const Vec2& center, const Vec2& spacing) { return gridPlaces(center, 2, 2, spacing); }

std::vector<Vec2> gridPlaces(const Vec2& center, int columns, int rows, const Vec2& pitch) {
    std::vector<Vec2> places;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i)
            places.push_back(center + Vec2{(i - 0.5 * (columns - 1)) * pitch.x, (j - 0.5 * (rows - 1)) * pitch.y});
    return places;
}

size_t weighted(Random& random, const std::vector<double>& weights) {
    double sum = 0.0;
    for (const double w : weights) sum += w;
    double place = random.uniform() * sum;
    for (size_t i = 0; i + 1 < weights.size(); ++i) {
        if (place < weights[i]) return i;
        place -= weights[i];
    }
    return weights.size() - 1;
}

double stepped(Random& random, double low, double high, double step) {
    const int first = static_cast<int>(std::ceil(low / step - 1e-9)),
              last = static_cast<int>(std::floor(high / step + 1e-9));
    return first > last ? 0.5 * (low + high) : step * random.integer(first, last);
}

}  // namespace img2cadseq::synth
