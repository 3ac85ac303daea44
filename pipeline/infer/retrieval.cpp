#include "infer/retrieval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "cad/transform.h"
#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"
#include "csg/solid.h"
#include "infer/part_index_file.h"
#include "infer/stretch.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kDescribedPoints = 1024;
/// So many of the nearest by descriptor are made and measured for each one that is asked for, and at least these.
constexpr size_t kMeasuredEach = 4, kMeasuredLeast = 64;
constexpr size_t kMeasuredPoints = 512;
/// What a stretch by e counts, in the unit of differenceOf.
constexpr float kStretchWeight = 0.1f;
constexpr double kThinnest = 1e-3;  ///< sides below this share of the longest count as this

std::vector<Vec3f> surfaceOf(const CadSequence& sequence, size_t count) {
    std::vector<Vec3f> points;
    points.reserve(count);
    for (const auto& sample : csg::Solid(sequence).sampleSurface(count, Random(1)))
        points.push_back(cast<float>(sample.position));
    return points;
}

PartDescriptor describe(uint64_t seed, uint64_t index) {
    const CadSequence sequence = synth::makePart(seed, index).sequence;
    const Vec3 sides = boundingBox(sequence).size();
    return describePart(pointsInCube(surfaceOf(sequence, kDescribedPoints), {}, cast<float>(sides), kDescribedPoints),
                        sides);
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

struct Match {
    float difference = 0.0f;
    uint32_t part = 0;
    int turn = 0;
    bool operator<(const Match& o) const {
        return difference != o.difference ? difference < o.difference
                                          : part < o.part || (part == o.part && turn < o.turn);
    }
};

/// Logarithm of how unevenly a box must be stretched to become another; both given by the logarithms of their sides.
float stretchOf(const Vec3& from, const Vec3& to) {
    const Vec3 d = to - from;
    return static_cast<float>(std::max({d.x, d.y, d.z}) - std::min({d.x, d.y, d.z}));
}

/// The query seen from the part: turned back, so that the parts' descriptors stay as they are.
struct TurnedQuery {
    PartDescriptor descriptor;
    Vec3 logSides;
};

std::vector<TurnedQuery> turnedQueries(std::span<const Vec3f> points, const Vec3& size) {
    std::vector<TurnedQuery> queries;
    std::vector<Vec3f> turnedPoints(points.size());
    for (int i = 0; i < kPartTurns; ++i) {
        const PartTurn back = inverse(partTurn(i));
        for (size_t k = 0; k < points.size(); ++k) turnedPoints[k] = cast<float>(back.apply(cast<double>(points[k])));
        const Vec3 sides = back.sides(size);
        queries.push_back(
            {describePart(turnedPoints, sides), {std::log(sides.x), std::log(sides.y), std::log(sides.z)}});
    }
    return queries;
}

/// The best turn of each part that can be stretched to the query's box; the `count` nearest of these, nearest first.
std::vector<Match> shortList(const std::vector<PartDescriptor>& parts, const std::vector<TurnedQuery>& queries,
                             size_t count) {
    const float most = static_cast<float>(std::log(kMostStretch));
    std::vector<Match> matches;
    for (size_t i = 0; i < parts.size(); ++i) {
        const auto& sides = parts[i].sides;
        const Vec3 logSides{std::log(sides[0]), std::log(sides[1]), std::log(sides[2])};
        Match best{std::numeric_limits<float>::max(), static_cast<uint32_t>(i), -1};
        for (int turn = 0; turn < kPartTurns; ++turn) {
            const TurnedQuery& query = queries[static_cast<size_t>(turn)];
            const float stretch = stretchOf(logSides, query.logSides);
            if (stretch > most || kStretchWeight * stretch >= best.difference) continue;
            const float difference = differenceOf(parts[i], query.descriptor) + kStretchWeight * stretch;
            if (difference < best.difference) best = {difference, static_cast<uint32_t>(i), turn};
        }
        if (best.turn >= 0) matches.push_back(best);
    }
    count = std::min(count, matches.size());
    std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count), matches.end());
    matches.resize(count);
    return matches;
}

/// The matched part turned and stretched to the query's box at the origin.
std::optional<CadSequence> fitted(uint64_t seed, const Match& match, const Vec3& size) {
    const PartTurn turn = partTurn(match.turn);
    CadSequence sequence = synth::makePart(seed, match.part).sequence;
    if (turn.mirror) sequence = mirrored(sequence, 0);
    sequence = turned(sequence, turn.rotation);
    const Vec3 own = boundingBox(sequence).size();
    return stretched(sequence, {size.x / own.x, size.y / own.y, size.z / own.z});
}

}  // namespace

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
    if (auto kept = readPartIndex(file, generator, seed, parts)) {
        PartIndex index;
        index.seed_ = seed;
        index.parts_ = std::move(*kept);
        return index;
    }
    PartIndex index = make(parts, seed, threads, stop);
    try {
        writePartIndex(file, generator, seed, index.parts_);
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
    for (const Match& match : shortList(parts_, turnedQueries(points, box), listed)) {
        const auto sequence = fitted(seed_, match, box);
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
