#include "infer/aligned_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cad/stretch.h"
#include "cad/transform.h"
#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/random.h"
#include "csg/solid.h"
#include "infer/part_index_file.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

using Entry = AlignedIndex::Entry;

constexpr size_t kTogether = 64, kPosedPoints = 1024, kLeastPoints = 64;
constexpr float kSame = 0.95f;  ///< product of two parts' places above which one of them is enough

Mat3 turnOf(const Entry& entry) {
    Mat3 turn;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) turn.row[r][c] = entry.turn[3 * r + c];
    return turn;
}

/// Parts [first, first + entries.size()).
void describe(std::span<Entry> entries, uint64_t seed, size_t first, const nn::Aligner& aligner) {
    std::vector<CadSequence> turned;
    std::vector<Entry*> of;
    for (size_t i = 0; i < entries.size(); ++i) {
        const CadSequence part = synth::makePart(seed, first + i).sequence;
        const PointCloud surface = csg::cloudOf(csg::Solid(part).sampleSurface(kPosedPoints, Random(1)));
        if (surface.size() < kLeastPoints) continue;
        const Mat3 turn = nn::networkPose(surface).rotation;
        for (int k = 0; k < 9; ++k) entries[i].turn[k] = static_cast<int8_t>(std::lround(turn.row[k / 3][k % 3]));
        turned.push_back(transformed(part, Similarity{turn, 1.0, {}}));
        const Vec3 sides = boundingBox(turned.back()).size();
        for (int a = 0; a < 3; ++a) entries[i].sides[a] = static_cast<float>(sides[a]);
        of.push_back(&entries[i]);
    }
    const std::vector<nn::Embedding> places = aligner.ofSequences(turned);
    for (size_t i = 0; i < places.size(); ++i) {
        of[i]->there = !places[i].empty();
        std::copy(places[i].begin(), places[i].end(), of[i]->place);
    }
}

/// Whether a stretch to these sides may be within its limit; making the part to find out takes a thousand times as
/// long.
bool mayFit(const Entry& entry, const Vec3& sides) {
    double least = 1e9, most = 0.0;
    for (int a = 0; a < 3; ++a) {
        const double factor = sides[a] / std::max(1e-9, static_cast<double>(entry.sides[a]));
        least = std::min(least, factor), most = std::max(most, factor);
    }
    return most <= 1.0001 * kMostStretch * least;
}

float product(const Entry& entry, std::span<const float> other) {
    return std::inner_product(other.begin(), other.end(), entry.place, 0.0f);
}

}  // namespace

AlignedIndex AlignedIndex::open(const std::filesystem::path& file, std::shared_ptr<const nn::Aligner> aligner,
                                const std::string& mark, size_t parts, uint64_t seed, unsigned threads,
                                std::stop_token stop) {
    AlignedIndex index;
    index.aligner_ = std::move(aligner);
    index.seed_ = seed;
    const IndexKey key{hashBytes(mark.data(), mark.size(), generatorMark(seed)), seed, parts};
    if (auto kept = readPartIndex<Entry>(file, key)) {
        index.parts_ = std::move(*kept);
        return index;
    }
    logInfo("an index of ", parts, " parts is made, once");
    index.parts_.resize(parts);
    parallelFor(
        (parts + kTogether - 1) / kTogether, threads,
        [&](size_t k) {
            const size_t first = k * kTogether;
            describe({index.parts_.data() + first, std::min(kTogether, parts - first)}, seed, first, *index.aligner_);
        },
        stop);
    if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
    try {
        writePartIndex(file, key, index.parts_);
    } catch (const Error& error) {
        logWarning("the index of parts is not kept: ", error.line());
    }
    return index;
}

std::vector<CadSequence> AlignedIndex::nearest(const nn::Evidence& evidence, const Vec3& size, size_t count) const {
    const Similarity pose = nn::networkPose(*evidence.cloud);
    const nn::Embedding asked = aligner_->ofEvidence(evidence, pose);
    Vec3 wanted = pose.rotation * size;  // a signed permutation
    for (int a = 0; a < 3; ++a) wanted[a] = std::abs(wanted[a]);
    std::vector<std::pair<float, size_t>> order;
    for (size_t i = 0; i < parts_.size(); ++i)
        if (parts_[i].there && mayFit(parts_[i], wanted)) order.emplace_back(-product(parts_[i], asked), i);
    std::sort(order.begin(), order.end());
    std::vector<CadSequence> found;
    std::vector<size_t> kept;
    for (size_t i = 0; i < order.size() && found.size() < count; ++i) {
        const size_t part = order[i].second;
        if (std::any_of(kept.begin(), kept.end(),
                        [&](size_t other) { return product(parts_[part], parts_[other].place) > kSame; }))
            continue;
        Similarity turn;
        turn.rotation = pose.rotation.transposed() * turnOf(parts_[part]);
        const CadSequence turned = transformed(synth::makePart(seed_, part).sequence, turn);
        const Box3 box = boundingBox(turned);
        const Vec3 own = box.size();
        if (!(std::min({own.x, own.y, own.z}) > 0.0)) continue;
        const CadSequence centred = translated(turned, (box.low + box.high) * -0.5);
        auto fitting = stretched(centred, {size.x / own.x, size.y / own.y, size.z / own.z});
        if (!fitting) continue;
        found.push_back(std::move(*fitting));
        kept.push_back(part);
    }
    return found;
}

}  // namespace img2cadseq::infer
