// How well the silhouettes of solids can be laid on the mask of a picture, whatever camera they need for it: to hold
// results of different programs against the picture that they are of.
//   silhouette_report MASK.png SOLID...
// SOLID: STEP, STL or GLB. Prints the greatest IoU found for each. To be looked at, not run by ctest.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/cli/evaluate_cases.h"
#include "core/error.h"
#include "core/random.h"
#include "geometry/box.h"
#include "geometry/raster.h"
#include "photo/photo.h"

namespace img2cadseq {
namespace {

/// A view of a mesh whose box is centred at the origin and has a longest side of 1: first turned, then seen with
/// `perspective` (0: none), then laid with its rectangle on the mask's.
struct Stand {
    Mat3 turn;
    double perspective = 0.0;
};

Mat3 turnAbout(const Vec3& axis, double angle) {
    const double c = std::cos(angle), s = std::sin(angle), k = 1 - c;
    return Mat3{{Vec3{c + axis.x * axis.x * k, axis.x * axis.y * k - axis.z * s, axis.x * axis.z * k + axis.y * s},
                 Vec3{axis.y * axis.x * k + axis.z * s, c + axis.y * axis.y * k, axis.y * axis.z * k - axis.x * s},
                 Vec3{axis.z * axis.x * k - axis.y * s, axis.z * axis.y * k + axis.x * s, c + axis.z * axis.z * k}}};
}

Vec3 anyDirection(Random& random) {
    return normalized(Vec3{random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)} + Vec3{1e-9, 0, 0});
}

Stand changed(const Stand& from, double by, Random& random) {
    Stand to = from;
    to.turn = turnAbout(anyDirection(random), by * random.uniform(-1, 1)) * from.turn;
    to.perspective = std::clamp(from.perspective + by * random.uniform(-0.5, 0.5), 0.0, 0.9);
    return to;
}

class Laid {
public:
    Laid(const Mask& mask, Mesh mesh, int side) : mesh_(std::move(mesh)), mask_(side, side) {
        Box2 box;
        for (int y = 0; y < mask.height; ++y)
            for (int x = 0; x < mask.width; ++x)
                if (mask.at(x, y))
                    box.add(Vec2{static_cast<double>(x), static_cast<double>(y)}), box.add(Vec2{x + 1.0, y + 1.0});
        const double scale = 0.9 * side / std::max(box.size().x, box.size().y);
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const int u = static_cast<int>(std::floor(box.center().x + (x + 0.5 - 0.5 * side) / scale)),
                          v = static_cast<int>(std::floor(box.center().y + (y + 0.5 - 0.5 * side) / scale));
                if (u >= 0 && v >= 0 && u < mask.width && v < mask.height && mask.at(u, v)) mask_.at(x, y) = 255;
            }
        middle_ = {0.5 * side, 0.5 * side};
        size_ = box.size() * scale;
        const Box3 sides = mesh_.box();
        for (Vec3& p : mesh_.vertices) p = (p - sides.center()) / sides.longestSide();
    }

    double iou(const Stand& stand) const { return maskIou(drawn(stand), mask_); }

private:
    Mask drawn(const Stand& stand) const {
        std::vector<Vec2> seen;
        Box2 box;
        for (const Vec3& p : mesh_.vertices) {
            const Vec3 c = stand.turn * p;
            const double fade = 1.0 / (1.0 + stand.perspective * c.z);
            seen.push_back({c.x * fade, c.y * fade});
            box.add(seen.back());
        }
        // One scale for both directions: proportions are part of what is compared.
        const Vec2 size = box.size();
        const double scale = std::sqrt(size_.x * size_.y / std::max(size.x * size.y, 1e-12));
        for (Vec2& p : seen) p = (p - box.center()) * scale + middle_;
        Mask out(mask_.width, mask_.height);
        for (const auto& triangle : mesh_.triangles) fill(out, seen[triangle[0]], seen[triangle[1]], seen[triangle[2]]);
        return out;
    }

    static void fill(Mask& out, const Vec2& a, const Vec2& b, const Vec2& c) {
        const auto [low, high] = std::minmax({a.y, b.y, c.y});
        for (int y = std::max(0, static_cast<int>(std::ceil(low - 0.5))); y < out.height && y + 0.5 <= high; ++y) {
            double from = 1e9, to = -1e9;
            for (const auto& [p, q] : {std::pair(a, b), std::pair(b, c), std::pair(c, a)}) {
                if ((p.y <= y + 0.5) == (q.y <= y + 0.5)) continue;
                const double x = p.x + (y + 0.5 - p.y) / (q.y - p.y) * (q.x - p.x);
                from = std::min(from, x), to = std::max(to, x);
            }
            for (int x = std::max(0, static_cast<int>(std::ceil(from - 0.5))); x < out.width && x + 0.5 <= to; ++x)
                out.at(x, y) = 255;
        }
    }

    Mesh mesh_;
    Mask mask_;
    Vec2 middle_, size_;
};

double best(const Laid& coarse, const Laid& fine) {
    Random random(1, 2);
    std::vector<std::pair<double, Stand>> tried;
    for (int i = 0; i < 3000; ++i) {
        Stand stand{turnAbout(anyDirection(random), random.uniform(0, 3.14159)), random.chance(0.5) ? 0.0 : 0.3};
        stand.turn = stand.turn * turnAbout(anyDirection(random), random.uniform(0, 3.14159));
        tried.emplace_back(coarse.iou(stand), stand);
    }
    std::sort(tried.begin(), tried.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    double most = 0.0;
    for (size_t k = 0; k < 12; ++k) {
        auto [score, stand] = tried[k];
        score = fine.iou(stand);
        for (double by = 0.2; by > 0.004; by *= 0.97) {
            const Stand next = changed(stand, by, random);
            const double there = fine.iou(next);
            if (there > score) score = there, stand = next;
        }
        most = std::max(most, score);
    }
    return most;
}

}  // namespace
}  // namespace img2cadseq

int main(int argc, char** argv) {
    using namespace img2cadseq;
    if (argc < 3) {
        std::fprintf(stderr, "usage: silhouette_report MASK.png SOLID...\n");
        return 2;
    }
    try {
        const Mask mask = readMask(argv[1]);
        for (int i = 2; i < argc; ++i) {
            const Mesh mesh = cli::referenceMesh(argv[i]);
            std::printf("%.3f  %s\n", best(Laid(mask, mesh, 64), Laid(mask, mesh, 160)), argv[i]);
        }
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.line().c_str());
        return 3;
    }
}
