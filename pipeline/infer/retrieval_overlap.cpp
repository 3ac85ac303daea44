// Parts looked up by what a picture's network says of the part's box.

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "csg/fill.h"
#include "infer/part_match.h"
#include "infer/retrieval.h"

namespace img2cadseq::infer {
namespace {

/// So many of those that overlap most on the coarse grid are made and measured on the finer one.
constexpr size_t kMeasured = 300;
constexpr float kSame = 0.97f;  ///< IoU above which two are one but for a hair

int dot(const FillGrid& a, const FillGrid& b) {
    int sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += int{a[i]} * int{b[i]};
    return sum;
}

int sum(const FillGrid& grid) {
    int total = 0;
    for (const uint8_t v : grid) total += v;
    return total;
}

/// Expected IoU of fills and probabilities.
float overlapOf(std::span<const float> fill, std::span<const float> wanted, float outside) {
    float both = 0.0f, filled = outside, expected = 0.0f;
    for (size_t i = 0; i < fill.size(); ++i) {
        both += fill[i] * wanted[i];
        filled += fill[i];
        expected += wanted[i];
    }
    const float any = filled + expected - both;
    return any > 0.0f ? both / any : 0.0f;
}

struct Found {
    RetrievedPart part;
    std::vector<float> fill;
};

}  // namespace

std::vector<RetrievedPart> PartIndex::overlapping(std::span<const float> wanted, int side, const Vec3& size,
                                                  size_t count) const {
    const size_t cells =
        side > 0 ? static_cast<size_t>(side) * static_cast<size_t>(side) * static_cast<size_t>(side) : 0;
    const auto bad = [](float p) { return !(p >= 0.0f && p <= 1.0f); };
    if (cells == 0 || wanted.size() != cells || !(std::min({size.x, size.y, size.z}) > 0.0) ||
        !std::isfinite(size.x + size.y + size.z) || std::any_of(wanted.begin(), wanted.end(), bad))
        throw Error(ErrorCode::BadInput, "the occupancy to be looked up has no box or is not a probability");
    const FillGrid coarse = fillGrid(wanted, side);
    std::array<FillGrid, kPartTurns> queries;
    for (int i = 0; i < kPartTurns; ++i) queries[static_cast<size_t>(i)] = turned(coarse, inverse(partTurn(i)));
    const int inQuery = sum(coarse);
    std::vector<int> inParts;
    for (const PartDescriptor& part : parts_) inParts.push_back(sum(part.fill));
    const auto difference = [&](size_t part, size_t turn) {
        const int both = dot(parts_[part].fill, queries[turn]);
        const int any = 127 * (inQuery + inParts[part]) - both;
        return any > 0 ? 1.0f - static_cast<float>(both) / static_cast<float>(any) : 1.0f;
    };
    std::vector<Found> found;
    for (const PartMatch& match : nearestMatches(parts_, turnedSides(size), kMeasured, difference)) {
        auto sequence = matchedPart(seed_, match, size);
        if (!sequence) continue;
        csg::Fill fill = csg::fillOf(csg::Solid(*sequence), size, side, 1);
        const float overlap = overlapOf(fill.cells, wanted, static_cast<float>(fill.outside));
        found.push_back(
            {{std::move(*sequence), match.part, partTurn(match.turn), 1.0 - overlap}, std::move(fill.cells)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.part.distance < b.part.distance; });
    std::vector<RetrievedPart> out;
    std::vector<const Found*> kept;
    for (const Found& one : found) {
        if (out.size() == count) break;
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const Found* other) {
            return overlapOf(one.fill, other->fill, 0.0f) > kSame * overlapOf(other->fill, other->fill, 0.0f);
        });
        if (known) continue;
        kept.push_back(&one);
        out.push_back(one.part);
    }
    return out;
}

}  // namespace img2cadseq::infer
