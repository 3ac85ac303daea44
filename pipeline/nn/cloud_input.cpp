#include "nn/cloud_input.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace img2cadseq::nn {
namespace {

constexpr double kLeftOut = 0.005;

void rejectUnusable(const PointCloud& cloud) {
    if (cloud.size() < 16)
        throw Error(ErrorCode::BadInput, "the cloud has fewer than 16 points", "give a denser cloud");
    for (const Vec3f& p : cloud.positions) {
        if (std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z)) continue;
        throw Error(ErrorCode::BadInput, "the cloud has coordinates that are not finite", "remove them");
    }
}

/// Sum of cubed distances from the box's centre along each axis; the sign says which side reaches out.
Vec3 thirdMoment(const PointCloud& cloud, const Box3& box) {
    const Vec3 center = box.center(), size = box.size();
    Vec3 sum;
    for (const Vec3f& p : cloud.positions) {
        for (int i = 0; i < 3; ++i) {
            const double x = std::clamp((p[i] - center[i]) / std::max(size[i], 1e-12), -0.5, 0.5);
            sum[i] += x * x * x;
        }
    }
    return sum;
}

bool inReach(const Vec3f& p) {
    constexpr float kReach = CloudInput::kReach;
    return std::abs(p.x) < kReach && std::abs(p.y) < kReach && std::abs(p.z) < kReach;
}

int cell(float x, int cells) {
    constexpr float kReach = CloudInput::kReach;
    return static_cast<int>((x + kReach) / (2.0f * kReach) * static_cast<float>(cells));
}

void addEdges(CloudInput& input, const PointCloud& edges, const Similarity& pose) {
    constexpr int kSide = CloudInput::kSide, kEdges = CloudInput::kChannels - 1;
    for (size_t k = 0; k < edges.size(); ++k) {
        const Vec3f p = cast<float>(pose.apply(cast<double>(edges.positions[k])));
        if (!inReach(p)) continue;
        for (int a = 0; a < 3; ++a) {
            const int pixel = cell(p[(a + 2) % 3], kSide) * kSide + cell(p[(a + 1) % 3], kSide);
            float& strongest =
                input.planes[static_cast<size_t>((a * CloudInput::kChannels + kEdges) * kSide * kSide + pixel)];
            strongest = std::max(strongest, edges.confidence[k]);
        }
    }
}

}  // namespace

Box3 robustBox(const PointCloud& cloud) {
    const size_t skip = static_cast<size_t>(kLeftOut * static_cast<double>(cloud.size()));
    std::vector<float> values(cloud.size());
    Box3 box;
    for (int i = 0; i < 3; ++i) {
        for (size_t k = 0; k < cloud.size(); ++k) values[k] = cloud.positions[k][i];
        const auto low = values.begin() + static_cast<std::ptrdiff_t>(skip),
                   high = values.end() - 1 - static_cast<std::ptrdiff_t>(skip);
        std::nth_element(values.begin(), low, values.end());
        box.low[i] = *low;
        std::nth_element(values.begin(), high, values.end());
        box.high[i] = *high;
    }
    return box;
}

Similarity networkPose(const PointCloud& cloud) {
    rejectUnusable(cloud);
    const Box3 box = robustBox(cloud);
    const Vec3 size = box.size();
    if (!(box.longestSide() > 1e-9))
        throw Error(ErrorCode::BadInput, "the cloud has no extent", "all its points coincide");
    std::array<int, 3> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return size[a] > size[b]; });
    const Vec3 moment = thirdMoment(cloud, box);
    Similarity pose;
    for (int i = 0; i < 3; ++i) {
        pose.rotation.row[i] = {};
        pose.rotation.row[i][order[static_cast<size_t>(i)]] = moment[order[static_cast<size_t>(i)]] < 0.0 ? -1.0 : 1.0;
    }
    pose.scale = 1.0 / box.longestSide();
    pose.translation = pose.rotation * box.center() * -pose.scale;
    return pose;
}

CloudInput cloudInput(const Evidence& evidence, const Similarity& pose) {
    const PointCloud& cloud = *evidence.cloud;
    constexpr int kSide = CloudInput::kSide, kBins = CloudInput::kBins;
    CloudInput input;
    const bool normals = cloud.normals.size() == cloud.size();
    std::vector<int> counts(3 * kSide * kSide, 0);
    for (size_t k = 0; k < cloud.size(); ++k) {
        const Vec3f p = cast<float>(pose.apply(cast<double>(cloud.positions[k])));
        if (!inReach(p)) continue;
        const Vec3 n = normals ? pose.rotation * cast<double>(cloud.normals[k]) : Vec3{};
        for (int a = 0; a < 3; ++a) {
            const int pixel = cell(p[(a + 2) % 3], kSide) * kSide + cell(p[(a + 1) % 3], kSide);
            float* plane = input.planes.data() + a * CloudInput::kChannels * kSide * kSide + pixel;
            int& count = counts[static_cast<size_t>(a * kSide * kSide + pixel)];
            constexpr int kNext = kSide * kSide;
            plane[kNext] = count == 0 ? p[a] : std::min(plane[kNext], p[a]);
            plane[2 * kNext] = count == 0 ? p[a] : std::max(plane[2 * kNext], p[a]);
            plane[3 * kNext] += static_cast<float>(n[a] * n[a]);
            ++count;
            input.histograms[static_cast<size_t>(a * kBins + cell(p[a], kBins))] += 1.0f;
        }
    }
    const float share = static_cast<float>(kBins) / 8.0f / static_cast<float>(cloud.size());
    for (float& h : input.histograms) h = std::sqrt(h * share);
    for (int a = 0; a < 3; ++a) {
        for (int pixel = 0; pixel < kSide * kSide; ++pixel) {
            const int count = counts[static_cast<size_t>(a * kSide * kSide + pixel)];
            if (count == 0) continue;
            float* plane = input.planes.data() + a * CloudInput::kChannels * kSide * kSide + pixel;
            plane[0] = 0.5f + 0.25f * std::log2(static_cast<float>(count));
            plane[3 * kSide * kSide] /= static_cast<float>(count);
        }
    }
    if (evidence.edges) addEdges(input, *evidence.edges, pose);
    return input;
}

}  // namespace img2cadseq::nn
