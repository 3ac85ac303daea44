#include "synth/part_composer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/clearance.h"
#include "synth/part_outlines.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

bool isRound(const Loop& loop) { return std::holds_alternative<Circle>(loop.curves[0]); }

/// The loop shrunk about the middle of its box.
Loop shrunk(const Loop& loop, double factor) {
    const Vec2 c = boundingBox(loop).center();
    if (isRound(loop))
        return circle(std::get<Circle>(loop.curves[0]).center, std::get<Circle>(loop.curves[0]).radius * factor);
    return mapped(loop, [&](const Vec2& p) { return c + (p - c) * factor; });
}

}  // namespace

void Composer::base(const Loop& outer, double thick, double holesChance) {
    Profile profile = plate(outer);
    if (random_.chance(holesChance)) addHoles(profile);
    draft_.base(Axis::Z, 0.0, thick, profile);
    stand({Axis::Z, 0.0, thick, profile});
}

void Composer::adopt() {
    for (const ExtrudeBlock& block : draft_.sequence.blocks) {
        if (block.op == BooleanOp::Cut) continue;
        for (const Axis axis : {Axis::X, Axis::Y, Axis::Z}) {
            if (!(block.sketch.plane == axisFrame(axis))) continue;
            for (const Profile& profile : block.sketch.profiles) {
                const auto natural = [&](const Vec2& p) { return axis == Axis::Y ? Vec2{p.y, p.x} : p; };
                stand({axis, block.extent.low, block.extent.high, mapped(profile, natural)});
            }
        }
    }
}

bool Composer::addition() {
    const Face face = choose();
    std::vector<Loop> loops;
    if (face.cap && random_.chance(0.35)) loops = similar(face, 0.3, 0.95);
    if (loops.empty()) loops = placed(face, random_.uniform(0.25, 0.95), 0.0);
    if (loops.empty()) return false;
    const double reach = random_.logUniform(4.0, face.cap ? 90.0 : 60.0) * (random_.chance(0.3) ? 0.5 : 1.0);
    const double from = face.level, to = face.level + face.sense * reach;
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
    draft_.add(BooleanOp::Join, face.normal, from, to, profiles);
    stand({face.normal, std::min(from, to), std::max(from, to), profiles[0]});
    return true;
}

bool Composer::removal() {
    const Face face = choose();
    if (random_.chance(0.18)) return groove(face);
    if (random_.chance(0.03)) return obliqueBore(face);
    std::vector<Loop> loops;
    if (face.cap && random_.chance(0.3)) loops = similar(face, 0.3, 0.93);
    if (loops.empty()) loops = placed(face, random_.uniform(0.12, 0.8), 2.5);
    if (loops.empty()) return false;
    const bool through = random_.chance(0.45);
    const double depth = through ? face.behind : face.behind * random_.uniform(0.15, 0.85);
    draft_.cut(face.normal, face.level - face.sense * depth, face.level, loops);
    return true;
}

void Composer::stand(const Stock& stock) {
    stocks_.push_back(stock);
    addFaces(stock, stocks_.size() - 1, faces_);
}

const Face& Composer::choose() {
    std::vector<double> weights;
    for (const Face& face : faces_) {
        const Vec2 size = face.area.size();
        weights.push_back(std::sqrt(size.x * size.y) * (face.cap ? 2.5 : 0.6) * (face.stock == 0 ? 1.5 : 1.0));
    }
    return faces_[weighted(random_, weights)];
}

/// Holes drawn with the outline: one in the middle, a frame's window, a symmetric set, a ring of them.
void Composer::addHoles(Profile& profile) {
    const Face face{Axis::Z, 0.0, 1.0, boundingBox(profile.outer), 1.0, 0, true};
    stocks_.push_back({Axis::Z, 0.0, 1.0, profile});
    for (int group = random_.chance(0.3) ? 2 : 1; group > 0; --group) {
        std::vector<Loop> holes;
        if (random_.chance(isRound(profile.outer) ? 0.55 : 0.3))
            holes = similar(face, 0.2, 0.96);
        else if (random_.chance(isRound(profile.outer) ? 0.6 : 0.12))
            holes = ring(face, 3.0);
        else
            holes = placed(face, random_.uniform(0.1, 0.75), 3.0);
        for (const Loop& hole : holes) profile.holes.push_back(hole);
        stocks_.back().profile = profile;
    }
    stocks_.clear();
}

/// One shape on the face, with its mirror images; nothing where it does not fit. Flush with a side face's rims where
/// `clearance` is 0.
std::vector<Loop> Composer::placed(const Face& face, double share, double clearance) {
    const Vec2 size = face.area.size();
    const bool square = random_.chance(0.5);
    Vec2 shape{size.x * share, size.y * (square ? share : share * random_.uniform(0.3, 1.0))};
    if (clearance == 0.0 && !face.cap && random_.chance(0.5)) shape.y = size.y;
    if (std::min(shape.x, shape.y) < 2.5) return {};
    const Loop mark = featureOutline(random_, shape);
    const Vec2 play = (size - boundingBox(mark).size()) * 0.5 - Vec2{clearance, clearance};
    if (play.x < -1e-9 || play.y < -1e-9) return {};
    const std::vector<Loop> loops = mirrored(face, moved(mark, -boundingBox(mark).center()), play);
    return fits(face, loops, clearance) ? loops : std::vector<Loop>{};
}

/// The mark, drawn about the origin, put somewhere on the face within `play` of its middle.
std::vector<Loop> Composer::mirrored(const Face& face, const Loop& mark, const Vec2& play) {
    const Vec2 center = face.area.center();
    Vec2 offset{};
    const int where = random_.integer(0, 5);
    if (where == 1 || where >= 4) offset.x = stepped(random_, 0.25, 1.0, 0.05) * std::max(0.0, play.x);
    if (where == 2 || where >= 4) offset.y = stepped(random_, 0.25, 1.0, 0.05) * std::max(0.0, play.y);
    const bool repeat = random_.chance(0.7), diagonal = random_.chance(0.12);
    std::vector<Loop> loops;
    for (const double sx : {1.0, -1.0}) {
        for (const double sy : {1.0, -1.0}) {
            if ((sx < 0 && (!repeat || offset.x == 0.0)) || (sy < 0 && (!repeat || offset.y == 0.0))) continue;
            if (diagonal && sx * sy < 0.0 && offset.x * offset.y != 0.0) continue;
            Loop copy = mark;
            if (sx < 0) copy = mirroredU(copy);
            if (sy < 0) copy = mirroredV(copy);
            loops.push_back(moved(copy, center + Vec2{sx * offset.x, sy * offset.y}));
        }
    }
    return loops;
}

/// Like shapes on a circle about the middle.
std::vector<Loop> Composer::ring(const Face& face, double clearance) {
    const Vec2 size = face.area.size(), center = face.area.center();
    const double half = 0.5 * std::min(size.x, size.y), pitch = half * random_.uniform(0.5, 0.85);
    const int count = random_.integer(2, 8);
    const double room = std::min(half - pitch, pitch * std::sin(kPi / count)) - 0.5 * clearance;
    const double r = room * random_.uniform(0.3, 0.9);
    if (r < 1.2) return {};
    Loop mark = circle(center + Vec2{pitch, 0.0}, r);
    if (random_.chance(0.15)) mark = slot(center + Vec2{pitch - r, 0.0}, center + Vec2{pitch, 0.0}, 0.7 * r);
    const auto loops = onCircle(mark, center, count, random_.chance(0.5) ? 0.0 : 0.5 * kPi);
    return fits(face, loops, clearance) ? loops : std::vector<Loop>{};
}

/// The face's own outline, smaller.
std::vector<Loop> Composer::similar(const Face& face, double low, double high) {
    const std::vector<Loop> loops{
        shrunk(stocks_[face.stock].profile.outer, 1.0 - random_.logUniform(1.0 - high, 1.0 - low))};
    return fits(face, loops, 1.2) ? loops : std::vector<Loop>{};
}

bool Composer::fits(const Face& face, const std::vector<Loop>& loops, double clearance) const {
    for (size_t i = 0; i < loops.size(); ++i) {
        if (face.cap && !liesInside(loops[i], stocks_[face.stock].profile, std::max(clearance, 1.0))) return false;
        for (size_t k = 0; k < i; ++k)
            if (!liesApart(loops[i], loops[k], 2.0)) return false;
    }
    return true;
}

/// A straight channel or step right across the face.
bool Composer::groove(const Face& face) {
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

/// A round hole drilled askew into an upper face.
bool Composer::obliqueBore(const Face& face) {
    if (!face.cap || face.normal != Axis::Z || face.sense < 0.0) return false;
    const double lean = pick(random_, {kPi / 6, kPi / 4, kPi / 3, random_.uniform(0.3, 1.2)});
    const double r = std::min(face.area.size().x, face.area.size().y) * random_.uniform(0.08, 0.2);
    const Vec2 c = face.area.center();
    Frame plane;
    plane.origin = {c.x, c.y, face.level};
    plane.normal =
        random_.chance(0.5) ? Vec3{std::sin(lean), 0.0, std::cos(lean)} : Vec3{0.0, std::sin(lean), std::cos(lean)};
    plane.xAxis = plane.normal.x != 0.0 ? Vec3{0.0, 1.0, 0.0} : Vec3{1.0, 0.0, 0.0};
    const double deep = random_.chance(0.5) ? 300.0 : face.behind * random_.uniform(0.4, 0.8);
    draft_.add(BooleanOp::Cut, plane, -deep, 4.0 * r * std::tan(lean) + r, {plate(circle({}, r))});
    return true;
}

}  // namespace img2cadseq::synth
