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

/// The picture along `axis`, channel by channel.
float* plane(CloudInput& input, int axis, int channel) {
    return input.planes.data() + (axis * CloudInput::kChannels + channel) * CloudInput::kSide * CloudInput::kSide;
}

int pixelOf(const Vec3f& p, int axis) {
    return cell(p[(axis + 2) % 3], CloudInput::kSide) * CloudInput::kSide + cell(p[(axis + 1) % 3], CloudInput::kSide);
}

void addEdges(CloudInput& input, const PointCloud& edges, const Similarity& pose) {
    for (size_t k = 0; k < edges.size(); ++k) {
        const Vec3f p = cast<float>(pose.apply(cast<double>(edges.positions[k])));
        if (!inReach(p)) continue;
        for (int a = 0; a < 3; ++a) {
            float& strongest = plane(input, a, CloudInput::Edge)[pixelOf(p, a)];
            strongest = std::max(strongest, edges.confidence[k]);
        }
    }
}

/// Mean occupancy of each slab along the field's `axis`: [slab][axis + 2][axis + 1] (cyclic).
std::vector<float> slabsAlong(const Occupancy& field, int axis) {
    const int n = field.side, area = n * n;
    std::vector<float> sums(static_cast<size_t>(CloudInput::kSlabs * area)), counts(CloudInput::kSlabs);
    for (int c = 0; c < n; ++c) {
        const int slab = c * CloudInput::kSlabs / n;
        ++counts[static_cast<size_t>(slab)];
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                std::array<int, 3> at{};
                at[static_cast<size_t>(axis)] = c;
                at[static_cast<size_t>((axis + 1) % 3)] = u;
                at[static_cast<size_t>((axis + 2) % 3)] = v;
                sums[static_cast<size_t>(slab * area + v * n + u)] +=
                    field.probability[field.index(at[0], at[1], at[2])];
            }
    }
    for (size_t i = 0; i < sums.size(); ++i) sums[i] /= std::max(1.0f, counts[i / static_cast<size_t>(area)]);
    return sums;
}

void addOccupancy(CloudInput& input, const Occupancy& field, const Similarity& pose) {
    constexpr int kSide = CloudInput::kSide;
    const Similarity back = pose.inverse();
    const auto middle = [](int pixel) { return ((pixel + 0.5) / kSide * 2.0 - 1.0) * CloudInput::kReach; };
    for (int a = 0; a < 3; ++a) {
        int axis = 0;  // of the field, which is seen along a
        while (std::abs(pose.rotation.row[a][axis]) < 0.5) ++axis;
        const bool reversed = pose.rotation.row[a][axis] < 0.0;
        const std::vector<float> slabs = slabsAlong(field, axis);
        for (int row = 0; row < kSide; ++row)
            for (int column = 0; column < kSide; ++column) {
                Vec3 p;
                p[(a + 1) % 3] = middle(column), p[(a + 2) % 3] = middle(row);
                const Vec3 q = back.apply(p);
                const auto cellOf = [&](int b) {
                    return static_cast<int>(std::floor((q[b] / field.boxSize[b] + 0.5) * field.side));
                };
                const int u = cellOf((axis + 1) % 3), v = cellOf((axis + 2) % 3);
                if (u < 0 || v < 0 || u >= field.side || v >= field.side) continue;
                for (int s = 0; s < CloudInput::kSlabs; ++s) {
                    const int slab = reversed ? CloudInput::kSlabs - 1 - s : s;
                    plane(input, a, CloudInput::Slabs + s)[row * kSide + column] =
                        slabs[static_cast<size_t>((slab * field.side + v) * field.side + u)];
                }
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
    const bool normals = cloud.normals.size() == cloud.size(), seen = cloud.seen.size() == cloud.size();
    std::vector<int> counts(3 * kSide * kSide, 0);
    for (size_t k = 0; k < cloud.size(); ++k) {
        const Vec3f p = cast<float>(pose.apply(cast<double>(cloud.positions[k])));
        if (!inReach(p)) continue;
        const Vec3 n = normals ? pose.rotation * cast<double>(cloud.normals[k]) : Vec3{};
        for (int a = 0; a < 3; ++a) {
            const int pixel = pixelOf(p, a);
            int& count = counts[static_cast<size_t>(a * kSide * kSide + pixel)];
            float& least = plane(input, a, CloudInput::Least)[pixel];
            float& greatest = plane(input, a, CloudInput::Greatest)[pixel];
            least = count == 0 ? p[a] : std::min(least, p[a]);
            greatest = count == 0 ? p[a] : std::max(greatest, p[a]);
            plane(input, a, CloudInput::Normal)[pixel] += static_cast<float>(n[a] * n[a]);
            if (seen) plane(input, a, CloudInput::Seen)[pixel] += cloud.seen[k];
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
            const auto points = static_cast<float>(count);
            plane(input, a, CloudInput::Count)[pixel] = 0.5f + 0.25f * std::log2(points);
            plane(input, a, CloudInput::Normal)[pixel] /= points;
            plane(input, a, CloudInput::Seen)[pixel] /= points;
        }
    }
    if (evidence.edges) addEdges(input, *evidence.edges, pose);
    if (evidence.occupancy && evidence.occupancy->side > 0) addOccupancy(input, *evidence.occupancy, pose);
    return input;
}

}  // namespace img2cadseq::nn
