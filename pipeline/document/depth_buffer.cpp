#include "document/depth_buffer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace img2cadseq {
namespace {

/// A corner in the picture; `key` is linear across it: 1 / depth, or depth where the camera is orthographic.
struct Corner {
    double u, v, key;
};

double across(const Corner& a, const Corner& b, double u, double v) {
    return (b.u - a.u) * (v - a.v) - (b.v - a.v) * (u - a.u);
}

class Painter {
public:
    Painter(const Mesh& mesh, const Camera& camera)
        : mesh_(mesh),
          perspective_(camera.projection == Projection::Perspective),
          nearest_(camera.width, camera.height, std::numeric_limits<double>::infinity()) {
        buffer_.face = Raster<int32_t>(camera.width, camera.height, -1);
        buffer_.seen.assign(mesh.faceTypes.size(), 0);
        buffer_.facing.assign(mesh.faceTypes.size(), 0);
        for (const Vec3& vertex : mesh.vertices) {
            const Vec3 p = camera.project(vertex);
            corners_.push_back({p.x, p.y, perspective_ ? 1.0 / p.z : p.z});
            behind_.push_back(perspective_ && !(p.z > 0));
        }
    }

    FaceBuffer paint() {
        for (size_t i = 0; i < mesh_.triangles.size(); ++i) {
            const auto& t = mesh_.triangles[i];
            if (!behind_[t[0]] && !behind_[t[1]] && !behind_[t[2]])
                paint(corners_[t[0]], corners_[t[1]], corners_[t[2]], static_cast<int32_t>(mesh_.faceIds[i]));
        }
        for (const int32_t face : buffer_.face.data)
            if (face >= 0) ++buffer_.seen[static_cast<size_t>(face)];
        return std::move(buffer_);
    }

private:
    void paint(const Corner& a, const Corner& b, const Corner& c, int32_t face) {
        // v runs down, so an outward triangle whose front is towards the camera turns clockwise here.
        const double area = across(a, b, c.u, c.v);
        if (area == 0 || !std::isfinite(area)) return;
        const auto [left, right] = std::minmax({a.u, b.u, c.u});
        const auto [top, bottom] = std::minmax({a.v, b.v, c.v});
        const int x0 = std::max(0, static_cast<int>(std::ceil(left - 0.5)));
        const int y0 = std::max(0, static_cast<int>(std::ceil(top - 0.5)));
        for (int y = y0; y < nearest_.height && y + 0.5 <= bottom; ++y)
            for (int x = x0; x < nearest_.width && x + 0.5 <= right; ++x) {
                const double u = x + 0.5, v = y + 0.5;
                const double wa = across(b, c, u, v) / area, wb = across(c, a, u, v) / area, wc = 1.0 - wa - wb;
                if (wa < 0 || wb < 0 || wc < 0) continue;
                const double key = wa * a.key + wb * b.key + wc * c.key;
                store(x, y, perspective_ ? 1.0 / key : key, face, area < 0);
            }
    }

    void store(int x, int y, double depth, int32_t face, bool front) {
        if (front) ++buffer_.facing[static_cast<size_t>(face)];
        if (!(depth < nearest_.at(x, y))) return;
        nearest_.at(x, y) = depth;
        buffer_.face.at(x, y) = face;
    }

    const Mesh& mesh_;
    bool perspective_;
    std::vector<Corner> corners_;
    std::vector<bool> behind_;
    Raster<double> nearest_;
    FaceBuffer buffer_;
};

}  // namespace

FaceBuffer faceBuffer(const Mesh& mesh, const Camera& camera) { return Painter(mesh, camera).paint(); }

}  // namespace img2cadseq
