#include "infer/retrieval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "cad/transform.h"
#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"
#include "csg/fill.h"
#include "csg/solid.h"
#include "infer/part_index_file.h"
#include "infer/part_match.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kDescribedPoints = 1024;
/// So many of the nearest by descriptor are made and measured for each one that is asked for, and at least these.
constexpr size_t kMeasuredEach = 4, kMeasuredLeast = 64;
constexpr size_t kMeasuredPoints = 512;
constexpr int kDescribedFill = 16;  ///< cells a side of the grid from which fills are averaged
constexpr double kThinnest = 1e-3;  ///< sides below this share of the longest count as this

std::vector<Vec3f> surfaceOf(const CadSequence& sequence, size_t count) {
    return csg::cloudOf(csg::Solid(sequence).sampleSurface(count, Random(1))).positions;
}

PartDescriptor describe(uint64_t seed, uint64_t index) {
    const CadSequence sequence = synth::makePart(seed, index).sequence;
    const Vec3 sides = boundingBox(sequence).size();
    PartDescriptor part = describePart(
        pointsInCube(surfaceOf(sequence, kDescribedPoints), {}, cast<float>(sides), kDescribedPoints), sides);
    part.fill = fillGrid(csg::fillOf(csg::Solid(sequence), sides, kDescribedFill).cells, kDescribedFill);
    return part;
}

/// Mean distance of the points of each to the other's nearest, both ways averaged.
double twoWayDistance(std::span<const Vec3f> a, std::span<const Vec3f> b) {
    constexpr float kFar = std::numeric_limits<float>::max();
    std::vector<float> x(b.size()), y(b.size()), z(b.size()), nearestOfB(b.size(), kFar);
    for (size_t j = 0; j < b.size(); ++j) x[j] = b[j].x, y[j] = b[j].y, z[j] = b[j].z;
    double there = 0.0, back = 0.0;
    std::vector<float> squared(b.size());
    for (const Vec3f& p : a) {
        for (size_t j = 0; j < b.size(); ++j) {
            const float dx = p.x - x[j], dy = p.y - y[j], dz = p.z - z[j];
            squared[j] = dx * dx + dy * dy + dz * dz;
            nearestOfB[j] = squared[j] < nearestOfB[j] ? squared[j] : nearestOfB[j];
        }
        there += std::sqrt(*std::min_element(squared.begin(), squared.end()));
    }
    for (const float s : nearestOfB) back += std::sqrt(s);
    return 0.5 * (there / static_cast<double>(a.size()) + back / static_cast<double>(b.size()));
}

/// The query seen from the part: turned back, so that the parts' descriptors stay as they are.
std::vector<PartDescriptor> turnedQueries(std::span<const Vec3f> points, const Vec3& size) {
    std::vector<PartDescriptor> queries;
    std::vector<Vec3f> turnedPoints(points.size());
    for (int i = 0; i < kPartTurns; ++i) {
        const PartTurn back = inverse(partTurn(i));
        for (size_t k = 0; k < points.size(); ++k) turnedPoints[k] = cast<float>(back.apply(cast<double>(points[k])));
        queries.push_back(describePart(turnedPoints, back.sides(size)));
    }
    return queries;
}

}  // namespace

TurnedSides turnedSides(const Vec3& size) {
    TurnedSides out;
    for (int i = 0; i < kPartTurns; ++i) {
        const Vec3 sides = inverse(partTurn(i)).sides(size);
        out[static_cast<size_t>(i)] = {std::log(sides.x), std::log(sides.y), std::log(sides.z)};
    }
    return out;
}

std::optional<CadSequence> matchedPart(uint64_t seed, const PartMatch& match, const Vec3& size) {
    const PartTurn turn = partTurn(match.turn);
    CadSequence sequence = synth::makePart(seed, match.part).sequence;
    if (turn.mirror) sequence = mirrored(sequence, 0);
    sequence = turned(sequence, turn.rotation);
    const Vec3 own = boundingBox(sequence).size();
    return stretched(sequence, {size.x / own.x, size.y / own.y, size.z / own.z});
}

PartIndex PartIndex::make(size_t parts, uint64_t seed, unsigned threads, std::stop_token stop) {
    PartIndex index;
    index.seed_ = seed;
    index.parts_.resize(parts);
    parallelFor(
        parts, threads, [&](size_t i) { index.parts_[i] = describe(seed, i); }, stop);
    if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
    return index;
}

PartIndex PartIndex::open(const std::filesystem::path& file, size_t parts, uint64_t seed, unsigned threads,
                          std::stop_token stop) {
    const uint64_t generator = generatorMark(seed);
    if (auto kept = readPartIndex<PartDescriptor>(file, {generator, seed, parts})) {
        PartIndex index;
        index.seed_ = seed;
        index.parts_ = std::move(*kept);
        return index;
    }
    PartIndex index = make(parts, seed, threads, stop);
    try {
        writePartIndex(file, {generator, seed, parts}, index.parts_);
    } catch (const Error& error) {
        logWarning("the index of parts is not kept: ", error.line());
    }
    return index;
}

std::vector<RetrievedPart> PartIndex::nearest(const PointCloud& cloud, const Vec3& center, const Vec3& size,
                                              size_t count) const {
    if (cloud.positions.empty() || count == 0) return {};
    const auto bad = [](const auto& p) { return !std::isfinite(p.x + p.y + p.z); };
    if (bad(center) || bad(size) || !(std::min({size.x, size.y, size.z}) > 0.0) ||
        std::any_of(cloud.positions.begin(), cloud.positions.end(), bad))
        throw Error(ErrorCode::BadInput, "the cloud to be looked up has no box or points that are not finite");
    const double least = kThinnest * std::max({size.x, size.y, size.z});
    const Vec3 box{std::max(size.x, least), std::max(size.y, least), std::max(size.z, least)};
    const auto points = pointsInCube(cloud.positions, cast<float>(center), cast<float>(box), kDescribedPoints);
    auto measured = pointsInCube(cloud.positions, cast<float>(center), cast<float>(box), kMeasuredPoints);
    for (Vec3f& p : measured)
        p = {p.x * static_cast<float>(box.x), p.y * static_cast<float>(box.y), p.z * static_cast<float>(box.z)};

    std::vector<RetrievedPart> found;
    const size_t listed = std::max(kMeasuredLeast, kMeasuredEach * count);
    const std::vector<PartDescriptor> queries = turnedQueries(points, box);
    const auto difference = [&](size_t part, size_t turn) { return differenceOf(parts_[part], queries[turn]); };
    for (const PartMatch& match : nearestMatches(parts_, turnedSides(box), listed, difference)) {
        const auto sequence = matchedPart(seed_, match, box);
        if (!sequence) continue;
        const auto surface = surfaceOf(*sequence, kMeasuredPoints);
        if (surface.empty()) continue;
        found.push_back(
            {translated(*sequence, center), match.part, partTurn(match.turn), twoWayDistance(measured, surface)});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.distance < b.distance; });
    if (found.size() > count) found.resize(count);
    return found;
}

}  // namespace img2cadseq::infer
