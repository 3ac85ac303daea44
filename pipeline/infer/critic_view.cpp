#include "infer/critic_view.h"

#include <algorithm>
#include <cmath>

#include "csg/render.h"
#include "csg/solid.h"
#include "fit/edge_evidence.h"
#include "fit/pose.h"

namespace img2cadseq::infer {
namespace {

using nn::kCriticFine, nn::kCriticNumbers, nn::kCriticSide, nn::shareByte, nn::signedByte;

/// Maps one after the other.
class Bytes {
public:
    Bytes(std::vector<uint8_t>& bytes, int maps, int side) : bytes_(bytes), side_(side) {
        bytes.assign(static_cast<size_t>(maps) * static_cast<size_t>(side) * static_cast<size_t>(side), 0);
    }
    uint8_t& at(int map, int x, int y) { return bytes_[static_cast<size_t>((map * side_ + y) * side_ + x)]; }
    void normal(int map, int x, int y, const Vec3& n) {
        for (int k = 0; k < 3; ++k) at(map + k, x, y) = signedByte(n[k]);
    }

private:
    std::vector<uint8_t>& bytes_;
    const int side_;
};

constexpr double kHalf = 0.5;  ///< thickness and contrast are halved

/// Logarithms of the sides over the longest.
void addSides(std::vector<float>& numbers, const Vec3& sides) {
    constexpr double kLeast = 1e-3;
    const double longest = std::max({sides.x, sides.y, sides.z, kLeast});
    for (int a = 0; a < 3; ++a) numbers.push_back(static_cast<float>(std::log(std::max(sides[a], kLeast) / longest)));
}

}  // namespace

nn::CriticPicture criticPicture(const View& view) {
    nn::CriticPicture out;
    Bytes coarse(out.coarse, nn::CriticPicture::kCoarse, kCriticSide);
    Bytes fine(out.fine, nn::CriticPicture::kFine, kCriticFine);
    const auto origin = static_cast<float>(view.camera.translation.z);
    const int width = view.mask.width;
    for (int y = 0; y < kCriticSide; ++y)
        for (int x = 0; x < kCriticSide; ++x) {
            const int u = (2 * x + 1) * width / (2 * kCriticSide), v = (2 * y + 1) * width / (2 * kCriticSide);
            for (int map = 2; map < nn::CriticPicture::kCoarse; ++map) coarse.at(map, x, y) = signedByte(0.0);
            coarse.at(3, x, y) = 0;
            if (!view.mask.at(u, v)) continue;
            coarse.at(0, x, y) = shareByte(1.0);
            if (view.depth.empty() || !std::isfinite(view.depth.at(u, v))) continue;
            coarse.at(1, x, y) = shareByte(view.confidence.at(u, v));
            coarse.at(2, x, y) = signedByte(view.depth.at(u, v) - origin);
            coarse.at(3, x, y) = shareByte(kHalf * (view.backDepth.at(u, v) - view.depth.at(u, v)));
            coarse.normal(4, x, y, view.camera.rotation * cast<double>(view.normals.at(u, v)));
        }
    for (int y = 0; y < kCriticFine; ++y)
        for (int x = 0; x < kCriticFine; ++x) {
            const auto of = [&](const FloatMap& map) {
                return map.empty() ? 0.0f : map.at(x * map.width / kCriticFine, y * map.height / kCriticFine);
            };
            fine.at(1, x, y) = shareByte(of(view.openings));
            fine.at(2, x, y) = signedByte(of(view.contrast));
        }
    for (const EdgePoint& p : view.edges) {
        const int x = static_cast<int>(p.position.x * kCriticFine / width),
                  y = static_cast<int>(p.position.y * kCriticFine / width);
        if (x < 0 || y < 0 || x >= kCriticFine || y >= kCriticFine) continue;
        fine.at(0, x, y) = std::max(fine.at(0, x, y), shareByte(p.strength));
    }
    return out;
}

nn::CriticCandidate criticCandidate(const Candidate& candidate, const Observation& reading) {
    nn::CriticCandidate out;
    Bytes coarse(out.coarse, nn::CriticCandidate::kCoarse, kCriticSide);
    Bytes fine(out.fine, nn::CriticCandidate::kFine, kCriticFine);
    const csg::Solid solid(candidate.sequence);
    const Camera camera = candidate.camera.resized(kCriticFine, kCriticFine);
    const csg::Buffers seen = csg::render(solid, camera);
    const auto origin = static_cast<float>(camera.translation.z);
    constexpr int kStep = kCriticFine / kCriticSide;
    for (int y = 0; y < kCriticSide; ++y)
        for (int x = 0; x < kCriticSide; ++x) {
            const int u = kStep * x + kStep / 2, v = kStep * y + kStep / 2;
            for (int map = 1; map < nn::CriticCandidate::kCoarse; ++map) coarse.at(map, x, y) = signedByte(0.0);
            coarse.at(2, x, y) = 0;
            if (!seen.hits.at(u, v)) continue;
            coarse.at(0, x, y) = shareByte(seen.hits.at(u, v) / 8.0);
            coarse.at(1, x, y) = signedByte(seen.front.depth.at(u, v) - origin);
            coarse.at(2, x, y) = shareByte(kHalf * (seen.back.depth.at(u, v) - seen.front.depth.at(u, v)));
            coarse.normal(3, x, y, camera.rotation * cast<double>(seen.front.normal.at(u, v)));
        }
    const Mask edges = drawnEdges(seen, camera);
    for (size_t i = 0; i < edges.data.size(); ++i) out.fine[i] = edges.data[i];

    std::vector<float> numbers;
    const auto add = [&](double value) { numbers.push_back(static_cast<float>(std::clamp(value, -4.0, 4.0))); };
    const Vec3 sides = solid.box().size();
    const CameraGuess guess =
        reading.guesses.empty() ? CameraGuess{reading.view->camera, reading.boxSize} : reading.guesses.front();
    addSides(numbers, sides);
    addSides(numbers, guess.boxSize);
    addSides(numbers, reading.boxSize);
    for (int a = 0; a < 3; ++a) add(std::abs(camera.rotation.row[2][a]));
    add(angleBetween(guess.camera.rotation, camera.rotation));
    add(poseOf(camera).perspective);
    add(std::log(std::max(reading.probability, 1e-3)));
    const Score& score = candidate.score;
    for (const double value : {score.silhouette, score.edges, score.relief, score.openings, score.occupancy,
                               score.cloud, score.agreement, score.total})
        add(value);
    add(std::log1p(static_cast<double>(curveCount(candidate.sequence))));
    add(static_cast<double>(candidate.sequence.blocks.size()) / 4.0);
    add(solid.volume(1e-3) / std::max(1e-9, sides.x * sides.y * sides.z));
    add(candidate.boxSize == Vec3{}
            ? 0.0
            : std::log(std::max(1e-3, candidate.boxSize.x * candidate.boxSize.y * candidate.boxSize.z)));
    std::copy_n(numbers.begin(), std::min<size_t>(numbers.size(), kCriticNumbers), out.numbers.begin());
    static_assert(kCriticNumbers == 9 + 3 + 3 + 8 + 4);
    return out;
}

}  // namespace img2cadseq::infer
