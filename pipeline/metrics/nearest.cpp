#include "metrics/nearest.h"

#include <algorithm>
#include <limits>
#include <nanoflann.hpp>
#include <numeric>

#include "core/error.h"
#include "metrics/sampling.h"

namespace img2cadseq::metrics {
namespace {

struct Adaptor {
    std::vector<Vec3> points;
    size_t kdtree_get_point_count() const { return points.size(); }
    double kdtree_get_pt(size_t index, size_t axis) const { return points[index][static_cast<int>(axis)]; }
    template <class Box>
    bool kdtree_get_bbox(Box&) const {
        return false;
    }
};
using Index = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Adaptor>, Adaptor, 3, uint32_t>;

constexpr uint32_t kLeafTriangles = 4;

double squaredDistanceToBox(const Vec3& p, const Box3& box) {
    double sum = 0.0;
    for (int k = 0; k < 3; ++k) {
        const double outside = std::max({box.low[k] - p[k], 0.0, p[k] - box.high[k]});
        sum += outside * outside;
    }
    return sum;
}

double squaredDistanceToSegment(const Vec3& p, const Vec3& a, const Vec3& b) {
    const Vec3 along = b - a;
    const double length = squaredNorm(along);
    const double s = length > 0.0 ? std::clamp(dot(p - a, along) / length, 0.0, 1.0) : 0.0;
    return squaredNorm(p - (a + along * s));
}

}  // namespace

struct PointTree::Data {
    Adaptor adaptor;
    Index index;
    explicit Data(std::vector<Vec3> points)
        : adaptor{std::move(points)}, index(3, adaptor, nanoflann::KDTreeSingleIndexAdaptorParams(10)) {}
};

PointTree::PointTree(std::vector<Vec3> points) {
    if (points.empty()) throw Error(ErrorCode::BadGeometry, "there are no points to search");
    data_ = std::make_unique<Data>(std::move(points));
    data_->index.buildIndex();
}
PointTree::~PointTree() = default;
PointTree::PointTree(PointTree&&) noexcept = default;
PointTree& PointTree::operator=(PointTree&&) noexcept = default;

Nearest PointTree::nearest(const Vec3& query) const {
    Nearest result;
    const double coordinates[3] = {query.x, query.y, query.z};
    data_->index.knnSearch(coordinates, 1, &result.index, &result.squaredDistance);
    return result;
}

std::vector<Nearest> PointTree::nearest(const Vec3& query, size_t count) const {
    std::vector<uint32_t> indices(count);
    std::vector<double> squared(count);
    const double coordinates[3] = {query.x, query.y, query.z};
    const size_t found = data_->index.knnSearch(coordinates, count, indices.data(), squared.data());
    std::vector<Nearest> result(found);
    for (size_t i = 0; i < found; ++i) result[i] = {indices[i], squared[i]};
    return result;
}

const std::vector<Vec3>& PointTree::points() const { return data_->adaptor.points; }

double squaredDistanceToTriangle(const Vec3& p, const Vec3& a, const Vec3& b, const Vec3& c) {
    const Vec3 normal = cross(b - a, c - a);
    const double area = squaredNorm(normal);
    const bool over = area > 0.0 && dot(cross(b - a, p - a), normal) >= 0.0 &&
                      dot(cross(c - b, p - b), normal) >= 0.0 && dot(cross(a - c, p - c), normal) >= 0.0;
    if (over) {
        const double height = dot(p - a, normal);
        return height * height / area;
    }
    return std::min(
        {squaredDistanceToSegment(p, a, b), squaredDistanceToSegment(p, b, c), squaredDistanceToSegment(p, c, a)});
}

SurfaceTree::SurfaceTree(const Mesh& mesh) {
    requireSound(mesh);
    if (mesh.triangles.empty()) throw Error(ErrorCode::BadGeometry, "there is no surface to search");
    for (const auto& t : mesh.triangles)
        corners_.push_back({mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]});
    order_.resize(corners_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    nodes_.reserve(2 * corners_.size() / kLeafTriangles + 2);
    build(0, static_cast<uint32_t>(order_.size()));
}

uint32_t SurfaceTree::build(uint32_t first, uint32_t count) {
    const auto self = static_cast<uint32_t>(nodes_.size());
    nodes_.emplace_back();
    Box3 box, middles;
    const auto middle = [&](uint32_t t) { return (corners_[t][0] + corners_[t][1] + corners_[t][2]) / 3.0; };
    for (uint32_t i = first; i < first + count; ++i) {
        for (const Vec3& corner : corners_[order_[i]]) box.add(corner);
        middles.add(middle(order_[i]));
    }
    nodes_[self].box = box;
    if (count <= kLeafTriangles) {
        nodes_[self].first = first;
        nodes_[self].count = count;
        return self;
    }
    const Vec3 size = middles.size();
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : (size.y >= size.z ? 1 : 2);
    const uint32_t half = count / 2;
    std::nth_element(order_.begin() + first, order_.begin() + first + half, order_.begin() + first + count,
                     [&](uint32_t s, uint32_t t) { return middle(s)[axis] < middle(t)[axis]; });
    build(first, half);
    const uint32_t right = build(first + half, count - half);
    nodes_[self].right = right;
    return self;
}

Nearest SurfaceTree::nearest(const Vec3& query) const {
    Nearest best{0, std::numeric_limits<double>::infinity()};
    uint32_t stack[64];
    int depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
        const uint32_t index = stack[--depth];
        const Node& node = nodes_[index];
        if (squaredDistanceToBox(query, node.box) >= best.squaredDistance) continue;
        for (uint32_t i = node.first; i < node.first + node.count; ++i) {
            const auto& [a, b, c] = corners_[order_[i]];
            const double squared = squaredDistanceToTriangle(query, a, b, c);
            if (squared < best.squaredDistance) best = {order_[i], squared};
        }
        if (node.count > 0) continue;
        uint32_t near = index + 1, far = node.right;
        if (squaredDistanceToBox(query, nodes_[far].box) < squaredDistanceToBox(query, nodes_[near].box))
            std::swap(near, far);
        stack[depth++] = far;
        stack[depth++] = near;
    }
    return best;
}

}  // namespace img2cadseq::metrics
