#include "synth/frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "geometry/rotations.h"

namespace img2cadseq::synth {
namespace {

constexpr double kQuarter = std::numbers::pi / 2;

/// What the picture says about directions: towards the viewer, and up leaned a little towards the viewer. Unit vectors.
struct Sight {
    Vec3 viewer, up;
};

Sight sightOf(const Camera& camera, const Vec3& target, double lean) {
    Sight s;
    s.viewer =
        camera.projection == Projection::Perspective ? normalized(camera.center() - target) : -camera.rotation.row[2];
    const Vec3 pictureUp = -camera.rotation.row[1];
    const Vec3 flat = normalized(pictureUp - s.viewer * dot(pictureUp, s.viewer));
    s.up = flat * std::cos(lean) + s.viewer * std::sin(lean);
    return s;
}

/// A choice of canonical axes (rows: x, y, z) and how clear it was.
struct Choice {
    Mat3 axes;
    double upright = 0.0, uprightMargin = 0.0;
    double azimuthMargin = 0.0, offCentre = 0.0;

    bool better(const Choice& o) const {
        if (std::abs(upright - o.upright) > 1e-9) return upright > o.upright;
        return offCentre < o.offCentre - 1e-9;
    }
};

/// Given z and one horizontal direction h, picks x among h turned by quarters so that the viewer's azimuth is in range.
void chooseAzimuth(Choice& choice, const Vec3& z, const Vec3& h, const Vec3& viewer, double start) {
    const Vec3 side = cross(z, h);
    const double azimuth = std::atan2(dot(viewer, side), dot(viewer, h)) - start;
    const double quarters = std::floor(azimuth / kQuarter);
    const double rest = azimuth - quarters * kQuarter;
    static constexpr std::array<int, 4> kCos{1, 0, -1, 0}, kSin{0, 1, 0, -1};
    const int turn = ((static_cast<int>(quarters) % 4) + 4) % 4;
    choice.axes.row[0] = h * kCos[turn] + side * kSin[turn];
    choice.axes.row[2] = z;
    choice.axes.row[1] = cross(z, choice.axes.row[0]);
    choice.azimuthMargin = std::min(rest, kQuarter - rest);
    choice.offCentre = std::abs(rest - 0.5 * kQuarter);
}

/// The rule for parts without symmetry: the most upright of the six axis directions, then the azimuth.
Choice chooseByAxes(const Sight& sight, double start) {
    Choice choice;
    std::array<std::pair<double, int>, 6> score;
    for (int i = 0; i < 6; ++i) score[i] = {sight.up[i % 3] * (i < 3 ? 1.0 : -1.0), i};
    std::partial_sort(score.begin(), score.begin() + 2, score.end(),
                      [](auto& a, auto& b) { return a.first > b.first; });
    choice.upright = score[0].first;
    choice.uprightMargin = score[0].first - score[1].first;
    const int axis = score[0].second % 3;
    Vec3 z{}, h{};
    z[axis] = score[0].second < 3 ? 1.0 : -1.0;
    h[(axis + 1) % 3] = 1.0;
    chooseAzimuth(choice, z, h, sight.viewer, start);
    return choice;
}

/// Surfaces of revolution about `axis`: either the axis stands and the azimuth is given, or it lies and up is exactly
/// up.
Choice chooseRound(const Sight& sight, const Vec3& axis, const FrameRules& rules) {
    Choice choice;
    const double along = dot(sight.up, axis), across = std::sqrt(std::max(0.0, 1.0 - along * along));
    choice.upright = std::max(std::abs(along), across);
    choice.uprightMargin = std::abs(std::abs(along) - across);
    if (std::abs(along) < across) {
        const Vec3 z = normalized(sight.up - axis * along);
        chooseAzimuth(choice, z, axis, sight.viewer, rules.azimuthStart);
        return choice;
    }
    const Vec3 z = along > 0 ? axis : -axis;
    const Vec3 towards = normalized(sight.viewer - z * dot(sight.viewer, z));
    const Vec3 side = cross(z, towards);
    choice.axes.row[0] = towards * std::cos(rules.roundAzimuth) - side * std::sin(rules.roundAzimuth);
    choice.axes.row[1] = cross(z, choice.axes.row[0]);
    choice.axes.row[2] = z;
    choice.azimuthMargin = 0.5 * kQuarter;
    return choice;
}

Mat3 turnAbout(int axis, double angle) {
    Mat3 m;
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    const double c = std::cos(angle), s = std::sin(angle);
    m.row[a][a] = c;
    m.row[a][b] = -s;
    m.row[b][a] = s;
    m.row[b][b] = c;
    return m;
}

/// n-fold parts: of the n equal-looking views the most upright one, then the one nearest the middle of the quadrant.
Choice chooseFolded(const Sight& sight, const PartSymmetry& symmetry, double start, Mat3& axisChoice) {
    Choice best;
    for (int k = 0; k < symmetry.order; ++k) {
        const Mat3 turn = turnAbout(symmetry.axis, 2.0 * std::numbers::pi * k / symmetry.order);
        Choice choice = chooseByAxes({turn * sight.viewer, turn * sight.up}, start);
        if (k > 0 && !choice.better(best)) continue;
        axisChoice = choice.axes;
        choice.axes = choice.axes * turn;
        best = choice;
    }
    return best;
}

/// The one of the 24 rotations that is nearest to `turn` among those that keep the part's axis where `turn` puts it.
Mat3 nearestAxisRotation(const Mat3& turn, int axis) {
    Mat3 best;
    double bestScore = -10.0;
    for (const Mat3& candidate : axisRotations()) {
        double score = 3.0 * dot(candidate.column(axis), turn.column(axis));
        for (int i = 0; i < 3; ++i) score += dot(candidate.row[i], turn.row[i]);
        if (score > bestScore + 1e-9) {
            bestScore = score;
            best = candidate;
        }
    }
    return best;
}

}  // namespace

CanonicalFrame canonicalFrame(const Camera& camera, const Box3& box, const PartSymmetry& symmetry,
                              const FrameRules& rules) {
    const Sight sight = sightOf(camera, box.center(), rules.lean);
    CanonicalFrame frame;
    Choice choice;
    if (symmetry.round()) {
        Vec3 axis{};
        axis[symmetry.axis] = 1.0;
        choice = chooseRound(sight, axis, rules);
        frame.part.rotation = nearestAxisRotation(choice.axes, symmetry.axis);
    } else if (symmetry.axis >= 0 && symmetry.order > 2) {
        choice = chooseFolded(sight, symmetry, rules.azimuthStart, frame.part.rotation);
    } else {
        choice = chooseByAxes(sight, rules.azimuthStart);
        frame.part.rotation = choice.axes;
    }
    frame.part.scale = 1.0 / box.longestSide();
    frame.part.translation = -(frame.part.rotation * box.center() * frame.part.scale);
    frame.cameraTurn = choice.axes;
    frame.symmetry = turned(symmetry, frame.part.rotation);
    frame.uprightMargin = choice.uprightMargin;
    frame.azimuthMargin = choice.azimuthMargin;
    frame.ambiguous = std::min(choice.uprightMargin, choice.azimuthMargin) < rules.clearMargin;
    return frame;
}

Camera toCanonical(const Camera& camera, const CanonicalFrame& frame) {
    // Camera coordinates grow by the same scale as the part, so that depth is in canonical lengths.
    const Vec3 center = frame.part.inverse().apply({});
    Camera result = camera;
    result.rotation = camera.rotation * frame.cameraTurn.transposed();
    result.translation = (camera.rotation * center + camera.translation) * frame.part.scale;
    if (camera.projection == Projection::Orthographic) result.focal = camera.focal / frame.part.scale;
    return result;
}

}  // namespace img2cadseq::synth
