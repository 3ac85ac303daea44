// Free composition: an outline of the grammar, then additions and cuts on the faces of what stands.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/clearance.h"
#include "synth/part_families.h"
#include "synth/part_outlines.h"

namespace img2cadseq::synth {
namespace {

/// A prism that stands, and a face of it.
struct Stock {
    Axis axis;
    double low, high;
    Profile profile;  ///< natural coordinates of the axis
};

struct Face {
    Axis normal;
    double level;
    double sense;   ///< +1: the outside lies at greater coordinates
    Box2 area;      ///< natural coordinates of `normal`
    double behind;  ///< material behind the face, at least nearly
    size_t stock;
    bool cap;
};

/// The two world axes that natural coordinates of an axis stand for.
std::pair<int, int> naturalAxes(Axis axis) {
    return axis == Axis::X ? std::pair{1, 2} : (axis == Axis::Y ? std::pair{0, 2} : std::pair{0, 1});
}

void addCaps(const Stock& stock, size_t index, std::vector<Face>& faces) {
    const Box2 area = boundingBox(stock.profile.outer);
    faces.push_back({stock.axis, stock.high, 1.0, area, stock.high - stock.low, index, true});
    faces.push_back({stock.axis, stock.low, -1.0, area, stock.high - stock.low, index, true});
}

/// Faces of straight edges that lie along an axis.
void addSides(const Stock& stock, size_t index, std::vector<Face>& faces) {
    const auto [p, q] = naturalAxes(stock.axis);
    const Box2 box = boundingBox(stock.profile.outer);
    const bool counterClockwise = signedArea(stock.profile.outer) > 0.0;
    for (const Curve& curve : stock.profile.outer.curves) {
        const auto* line = std::get_if<Line>(&curve);
        if (!line) continue;
        const Vec2 d = line->end - line->start;
        const bool alongP = std::abs(d.y) < 1e-9;
        if ((!alongP && std::abs(d.x) > 1e-9) || norm(d) < 12.0) continue;
        const int normal = alongP ? q : p, along = alongP ? p : q;
        const double outward = (alongP ? -d.x : d.y) * (counterClockwise ? 1.0 : -1.0);
        const double from = alongP ? std::min(line->start.x, line->end.x) : std::min(line->start.y, line->end.y);
        Box3 face;
        Vec3 corner;
        corner[along] = from;
        corner[static_cast<int>(stock.axis)] = stock.low;
        face.add(corner);
        corner[along] = from + norm(d);
        corner[static_cast<int>(stock.axis)] = stock.high;
        face.add(corner);
        const auto [u, v] = naturalAxes(static_cast<Axis>(normal));
        const double level = alongP ? line->start.y : line->start.x;
        const double across = alongP ? box.size().y : box.size().x;
        faces.push_back({static_cast<Axis>(normal), level, outward > 0 ? 1.0 : -1.0,
                         Box2{{face.low[u], face.low[v]}, {face.high[u], face.high[v]}}, across, index, false});
    }
}

class Composer {
public:
    Composer(Draft& draft, Random& random) : draft_(draft), random_(random) {}

    void base(const Loop& outer, double thick) {
        Profile profile = plate(outer);
        addHoles(profile);
        draft_.base(Axis::Z, 0.0, thick, profile);
        stand({Axis::Z, 0.0, thick, profile});
    }

    bool addition() {
        const Face& face = choose();
        const auto loops = placed(face, random_.uniform(0.25, 0.95), 0.0);
        if (loops.empty()) return false;
        const double reach = random_.logUniform(4.0, face.cap ? 90.0 : 60.0) * (random_.chance(0.3) ? 0.5 : 1.0);
        const double from = face.level, to = face.level + face.sense * reach;
        const Face used = face;
        std::vector<Profile> profiles;
        for (const Loop& loop : loops) profiles.push_back(plate(loop));
        if (random_.chance(0.25)) {
            const Box2 box = boundingBox(loops[0]);
            const double r = 0.5 * std::min(box.size().x, box.size().y) * random_.uniform(0.35, 0.75);
            for (Profile& profile : profiles) {
                const Loop hole = circle(boundingBox(profile.outer).center(), r);
                if (liesInside(hole, profile.outer, 2.0)) profile.holes.push_back(hole);
            }
        }
        draft_.add(BooleanOp::Join, used.normal, from, to, profiles);
        stand({used.normal, std::min(from, to), std::max(from, to), profiles[0]});
        return true;
    }

    bool removal() {
        const Face& face = choose();
        if (random_.chance(0.22)) return groove(face);
        const auto loops = placed(face, random_.uniform(0.12, 0.8), 2.5);
        if (loops.empty()) return false;
        const bool through = random_.chance(0.45);
        const double depth = through ? face.behind : face.behind * random_.uniform(0.15, 0.85);
        draft_.cut(face.normal, face.level - face.sense * depth, face.level, loops);
        return true;
    }

private:
    void stand(const Stock& stock) {
        stocks_.push_back(stock);
        addCaps(stock, stocks_.size() - 1, faces_);
        addSides(stock, stocks_.size() - 1, faces_);
    }

    const Face& choose() {
        std::vector<double> weights;
        for (const Face& face : faces_) {
            const Vec2 size = face.area.size();
            weights.push_back(std::sqrt(size.x * size.y) * (face.cap ? 2.0 : 0.8) * (face.stock == 0 ? 1.5 : 1.0));
        }
        return faces_[weighted(random_, weights)];
    }

    /// Holes drawn with the outline: one in the middle, or a symmetric set.
    void addHoles(Profile& profile) {
        if (!random_.chance(0.38)) return;
        const Box2 box = boundingBox(profile.outer);
        const Face face{Axis::Z, 0.0, 1.0, box, 1.0, 0, true};
        stocks_.push_back({Axis::Z, 0.0, 1.0, profile});
        for (int group = random_.chance(0.25) ? 2 : 1; group > 0; --group) {
            for (const Loop& hole : placed(face, random_.uniform(0.1, 0.75), 3.0)) profile.holes.push_back(hole);
            stocks_.back().profile = profile;
        }
        stocks_.clear();
    }

    /// One shape on the face, with its mirror images; nothing where it does not fit. Flush with a side face's rims
    /// where `clearance` is 0.
    std::vector<Loop> placed(const Face& face, double share, double clearance) {
        const Vec2 size = face.area.size(), center = face.area.center();
        const bool square = random_.chance(0.5);
        Vec2 shape{size.x * share, size.y * (square ? share : share * random_.uniform(0.3, 1.0))};
        if (clearance == 0.0 && !face.cap && random_.chance(0.5)) shape.y = size.y;
        if (std::min(shape.x, shape.y) < 2.5) return {};
        const Loop mark = featureOutline(random_, shape);
        const Box2 own = boundingBox(mark);
        const Vec2 play = (size - own.size()) * 0.5 - Vec2{clearance, clearance};
        if (play.x < -1e-9 || play.y < -1e-9) return {};
        Vec2 offset{};
        const int where = random_.integer(0, 5);
        if (where == 1 || where >= 4) offset.x = stepped(random_, 0.25, 1.0, 0.05) * std::max(0.0, play.x);
        if (where == 2 || where >= 4) offset.y = stepped(random_, 0.25, 1.0, 0.05) * std::max(0.0, play.y);
        std::vector<Loop> loops;
        const bool repeat = random_.chance(0.7);
        for (const double sx : {1.0, -1.0}) {
            for (const double sy : {1.0, -1.0}) {
                if ((sx < 0 && (!repeat || offset.x == 0.0)) || (sy < 0 && (!repeat || offset.y == 0.0))) continue;
                Loop copy = moved(mark, -own.center());
                if (sx < 0) copy = mirroredU(copy);
                if (sy < 0) copy = mirroredV(copy);
                loops.push_back(moved(copy, center + Vec2{sx * offset.x, sy * offset.y}));
            }
        }
        return fits(face, loops, clearance) ? loops : std::vector<Loop>{};
    }

    bool fits(const Face& face, const std::vector<Loop>& loops, double clearance) const {
        for (size_t i = 0; i < loops.size(); ++i) {
            if (face.cap && !liesInside(loops[i], stocks_[face.stock].profile, std::max(clearance, 1.0))) return false;
            for (size_t k = 0; k < i; ++k)
                if (!liesApart(loops[i], loops[k], 2.0)) return false;
        }
        return true;
    }

    /// A straight channel or step right across the face.
    bool groove(const Face& face) {
        const Vec2 size = face.area.size();
        const bool alongX = random_.chance(0.5);
        const double across = alongX ? size.y : size.x, wide = across * random_.uniform(0.15, 0.6);
        const double middle = random_.chance(0.6) ? 0.0 : (random_.chance(0.5) ? 0.5 : -0.5) * (across - wide);
        const double depth = face.behind * random_.uniform(0.15, 0.7);
        const Vec2 center = face.area.center() + (alongX ? Vec2{0.0, middle} : Vec2{middle, 0.0});
        const Vec2 shape = alongX ? Vec2{size.x, wide} : Vec2{wide, size.y};
        draft_.cut(face.normal, face.level - face.sense * depth, face.level, rectangle(center, shape));
        return true;
    }

    Draft& draft_;
    Random& random_;
    std::vector<Stock> stocks_;
    std::vector<Face> faces_;
};

double blockThickness(Random& random) {
    return random.chance(0.6) ? random.logUniform(2.5, 40.0) : random.logUniform(20.0, 150.0);
}

void compose(Draft& draft, Random& random, int additions, int removals) {
    Composer composer(draft, random);
    const Vec2 size{100.0, random.chance(0.25) ? 100.0 : random.logUniform(18.0, 100.0)};
    composer.base(freeOutline(random, size), blockThickness(random));
    for (int i = 0; i < additions; ++i)
        for (int attempt = 0; attempt < 6 && !composer.addition();) ++attempt;
    for (int i = 0; i < removals; ++i)
        for (int attempt = 0; attempt < 6 && !composer.removal();) ++attempt;
}

void singleExtrusion(Draft& draft, Random& random) { compose(draft, random, 0, 0); }
void twoBlocks(Draft& draft, Random& random) {
    const bool add = random.chance(0.55);
    compose(draft, random, add ? 1 : 0, add ? 0 : 1);
}
void fewBlocks(Draft& draft, Random& random) {
    const int additions = random.integer(0, 3);
    compose(draft, random, additions, random.integer(std::max(0, 2 - additions), 3));
}
void manyBlocks(Draft& draft, Random& random) { compose(draft, random, random.integer(2, 6), random.integer(2, 6)); }

}  // namespace

FamilyList freeFamilies() {
    return {{"free extrusion", singleExtrusion, 9.0},
            {"free pair", twoBlocks, 5.0},
            {"free composition", fewBlocks, 5.0},
            {"free assembly", manyBlocks, 2.0}};
}

}  // namespace img2cadseq::synth
