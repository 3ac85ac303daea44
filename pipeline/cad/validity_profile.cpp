#include "cad/validity_profile.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "cad/meeting.h"

namespace img2cadseq {
namespace {

const Loop& loopOf(const Profile& profile, int loop) { return loop == 0 ? profile.outer : profile.holes[loop - 1]; }

bool finite(const Vec2& v) { return std::isfinite(v.x) && std::isfinite(v.y); }

bool finite(const Curve& curve) {
    if (const auto* arc = std::get_if<Arc>(&curve)) return finite(arc->start) && finite(arc->mid) && finite(arc->end);
    if (const auto* circle = std::get_if<Circle>(&curve))
        return finite(circle->center) && std::isfinite(circle->radius);
    const Line& line = std::get<Line>(curve);
    return finite(line.start) && finite(line.end);
}

/// Largest coordinate or size: what rounding is relative to.
double magnitude(const Loop& loop) {
    double largest = 0.0;
    const auto add = [&](const Vec2& p) { largest = std::max({largest, std::abs(p.x), std::abs(p.y)}); };
    for (const Curve& curve : loop.curves) {
        if (const auto* circle = std::get_if<Circle>(&curve)) {
            add(circle->center + Vec2{circle->radius, circle->radius});
            add(circle->center - Vec2{circle->radius, circle->radius});
        } else {
            add(startPoint(curve));
            add(endPoint(curve));
        }
        if (const auto* arc = std::get_if<Arc>(&curve)) add(arc->mid);
    }
    return largest;
}

std::string show(const Vec2& p) {
    std::ostringstream text;
    text.precision(9);
    text << "(" << p.x << ", " << p.y << ")";
    return text.str();
}

std::string show(double value) {
    std::ostringstream text;
    text.precision(9);
    text << value;
    return text.str();
}

/// What is wrong with a curve for itself, or nothing. `size` is its loop's magnitude.
std::string complaint(const Curve& curve, double size) {
    const double least = kLengthTolerance * size;
    if (const auto* circle = std::get_if<Circle>(&curve))
        return circle->radius > least ? "" : "the circle's radius " + show(circle->radius) + " must be positive";
    const Vec2 chord = endPoint(curve) - startPoint(curve);
    const auto* arc = std::get_if<Arc>(&curve);
    if (norm(chord) <= least)
        return std::string(arc ? "the arc begins where it ends, at " : "the line has no length, at ") +
               show(startPoint(curve));
    if (!arc) return "";
    // A tenth of the length tolerance: the distance of the middle from the chord says how well the centre is known.
    const bool beyond = dot(arc->mid - arc->start, arc->mid - arc->end) > 0.0;
    if (std::abs(cross(chord, arc->mid - arc->start)) <= 0.1 * least * norm(chord))
        return beyond ? "the arc's three points lie in one line, the middle outside the ends"
                      : "the arc is flat: its three points lie in one line (use a line)";
    if (norm(arc->mid - arc->start) <= 0.1 * least || norm(arc->mid - arc->end) <= 0.1 * least)
        return "the arc's middle point is one of its ends";
    return "";
}

/// Checks one loop for itself, but for crossings. False where further checks make no sense.
bool checkLoop(const Loop& loop, int index, Findings& findings) {
    const auto fail = [&](int curve, const std::string& reason) {
        findings.add(Severity::Error, index, curve, reason);
        return false;
    };
    const int count = static_cast<int>(loop.curves.size());
    if (count == 0) return fail(-1, "the loop has no curves");
    for (int i = 0; i < count; ++i) {
        if (!finite(loop.curves[i])) return fail(i, "the curve has numbers that are not finite");
        if (count > 1 && std::holds_alternative<Circle>(loop.curves[i]))
            return fail(i, "a circle must be alone in its loop");
    }
    const double size = magnitude(loop);
    bool good = true;
    for (int i = 0; i < count; ++i) {
        const std::string wrong = complaint(loop.curves[i], size);
        if (!wrong.empty()) good = fail(i, wrong);
    }
    for (int i = 0; i < count; ++i) {
        const Vec2 from = endPoint(loop.curves[i]), to = startPoint(loop.curves[(i + 1) % count]);
        if (norm(to - from) > kClosureTolerance * size)
            good = fail(i, "the loop is open: the curve ends at " + show(from) + ", the next begins at " + show(to) +
                               ", a gap of " + show(norm(to - from)));
    }
    if (good && std::abs(signedArea(loop)) <= kLengthTolerance * size * perimeter(loop))
        return fail(-1, "the loop encloses no area");
    return good;
}

/// One curve of the profile in the search for meetings.
struct Item {
    CurvePiece piece;
    int loop, curve;
};

/// Finds all meetings within a profile and judges them.
class MeetingCheck {
public:
    MeetingCheck(const Profile& profile, double tolerance, Findings& findings)
        : profile_(profile), tolerance_(tolerance), findings_(findings) {
        for (int l = 0; l <= static_cast<int>(profile.holes.size()); ++l) {
            const Loop& loop = loopOf(profile, l);
            first_.push_back(items_.size());
            for (int c = 0; c < static_cast<int>(loop.curves.size()); ++c)
                items_.push_back({CurvePiece(loop.curves[c]), l, c});
        }
    }

    /// False where something crosses.
    bool run() {
        // Sort and prune: along the axis in which the boxes overlap less.
        Vec2 lengths{};
        for (const Item& item : items_) lengths += item.piece.box.size();
        const bool alongX = lengths.x < lengths.y;
        std::vector<const Item*> order;
        for (const Item& item : items_) order.push_back(&item);
        const auto low = [&](const Item* item) { return alongX ? item->piece.box.low.x : item->piece.box.low.y; };
        const auto high = [&](const Item* item) { return alongX ? item->piece.box.high.x : item->piece.box.high.y; };
        std::sort(order.begin(), order.end(),
                  [&](const Item* a, const Item* b) { return low(a) != low(b) ? low(a) < low(b) : a < b; });
        for (size_t i = 0; i < order.size() && !findings_.full(); ++i)
            for (size_t j = i + 1; j < order.size() && low(order[j]) <= high(order[i]) + tolerance_; ++j)
                if (near(order[i]->piece.box, order[j]->piece.box))
                    judgePair(std::min(order[i], order[j]), std::max(order[i], order[j]));
        return good_;
    }

    /// Whether two loops have a point in common.
    bool touch(int a, int b) const {
        return std::any_of(touches_.begin(), touches_.end(), [&](const Contact& contact) {
            return std::minmax(contact.a->loop, contact.b->loop) == std::minmax(a, b);
        });
    }

private:
    struct Contact {
        const Item *a, *b;
        Vec2 point;
    };

    bool near(const Box2& a, const Box2& b) const {
        return a.low.x <= b.high.x + tolerance_ && b.low.x <= a.high.x + tolerance_ &&
               a.low.y <= b.high.y + tolerance_ && b.low.y <= a.high.y + tolerance_;
    }

    const Item& neighbour(const Item& item, int step) const {
        const int count = static_cast<int>(loopOf(profile_, item.loop).curves.size());
        return items_[first_[item.loop] + (item.curve + step + count) % count];
    }

    std::string name(const Item& item) const {
        return (item.loop == 0 ? std::string("outer") : "holes[" + std::to_string(item.loop - 1) + "]") + "[" +
               std::to_string(item.curve) + "]";
    }

    void judgePair(const Item* a, const Item* b) {
        const bool adjacent = a->loop == b->loop && (&neighbour(*a, 1) == b || &neighbour(*a, -1) == b);
        // Neighbours that should be tangent often cross again beside their common end, by less than any maker can
        // measure.
        const double tolerance = adjacent ? kNeighbourTolerance / kLengthTolerance * tolerance_ : tolerance_;
        for (const Meeting& meeting : meetings(a->piece, b->piece, tolerance)) {
            if (meeting.kind == MeetingKind::Touch) {
                if (!adjacent) judgeTouch({a, b, meeting.point});
                continue;
            }
            good_ = false;
            findings_.add(
                Severity::Error, a->loop, a->curve,
                std::string(meeting.kind == MeetingKind::Cross ? "the curve crosses " : "the curve runs along ") +
                    name(*b) + " at " + show(meeting.point));
            if (findings_.full()) return;
        }
    }

    /// One finding a place, though up to four pairs of curves meet there.
    void judgeTouch(const Contact& contact) {
        for (const Contact& known : touches_)
            if (known.a->loop == contact.a->loop && known.b->loop == contact.b->loop &&
                norm(known.point - contact.point) <= 10.0 * tolerance_)
                return;
        touches_.push_back(contact);
        const bool crossing = crossesAtTouch(contact);
        good_ = good_ && !crossing;
        findings_.add(crossing ? Severity::Error : Severity::Warning, contact.a->loop, contact.a->curve,
                      std::string("the curve ") + (crossing ? "crosses " : "touches ") + name(*contact.b) + " at " +
                          show(contact.point));
    }

    /// The points a little before and after a contact on an item's loop.
    std::pair<Vec2, Vec2> branches(const Item& item, const Vec2& point, double reach) const {
        const CurvePiece& piece = item.piece;
        const double at = piece.position(point, tolerance_);
        if (piece.closed) return {piece.at(at - reach), piece.at(at + reach)};
        const CurvePiece &before = neighbour(item, -1).piece, &after = neighbour(item, 1).piece;
        return {at >= reach ? piece.at(at - reach) : before.at(before.length - (reach - at)),
                at + reach <= piece.length ? piece.at(at + reach) : after.at(reach - (piece.length - at))};
    }

    /// Whether the paths through a common point change sides there: their four branches alternate around it. Branches
    /// that cannot be told apart do not count as crossing.
    bool crossesAtTouch(const Contact& contact) const {
        double reach = 0.1 * std::min(contact.a->piece.length, contact.b->piece.length);
        for (const Item* item : {contact.a, contact.b})
            for (const int step : {-1, 1}) reach = std::min(reach, 0.1 * neighbour(*item, step).piece.length);
        const auto [aBack, aOn] = branches(*contact.a, contact.point, reach);
        const auto [bBack, bOn] = branches(*contact.b, contact.point, reach);
        for (const Vec2& p : {aBack, aOn})
            for (const Vec2& q : {bBack, bOn})
                if (norm(p - q) <= 10.0 * tolerance_) return false;
        const Vec2 from = aBack - contact.point;
        const auto turn = [&](const Vec2& p) {
            const Vec2 to = p - contact.point;
            const double angle = std::atan2(cross(from, to), dot(from, to));
            return angle < 0.0 ? angle + 6.283185307179586 : angle;
        };
        return (turn(bBack) < turn(aOn)) != (turn(bOn) < turn(aOn));
    }

    const Profile& profile_;
    double tolerance_;
    Findings& findings_;
    std::vector<Item> items_;
    std::vector<size_t> first_;  ///< of each loop in items_
    std::vector<Contact> touches_;
    bool good_ = true;
};

/// Whether `inner` lies in `outer`, given that they do not cross: judged at a point of `inner` away from `outer`.
bool liesWithin(const Loop& inner, const Loop& outer, bool mayTouch, double tolerance) {
    std::vector<CurvePiece> pieces;
    if (mayTouch)
        for (const Curve& curve : outer.curves) pieces.emplace_back(curve);
    for (const Curve& curve : inner.curves)
        for (const double s : {0.5, 0.25, 0.75}) {
            const Vec2 point = pointAt(curve, s);
            const bool decisive = std::none_of(pieces.begin(), pieces.end(), [&](const CurvePiece& piece) {
                return piece.distance(point) <= 10.0 * tolerance;
            });
            if (decisive) return contains(outer, point);
        }
    return false;
}

bool boxWithin(const Box2& inner, const Box2& outer, double tolerance) {
    return inner.low.x >= outer.low.x - tolerance && inner.low.y >= outer.low.y - tolerance &&
           inner.high.x <= outer.high.x + tolerance && inner.high.y <= outer.high.y + tolerance;
}

void checkNesting(const Profile& profile, const MeetingCheck& check, double tolerance, Findings& findings) {
    const int count = static_cast<int>(profile.holes.size());
    std::vector<Box2> boxes;
    for (const Loop& hole : profile.holes) boxes.push_back(boundingBox(hole));
    for (int i = 0; i < count && !findings.full(); ++i) {
        if (!liesWithin(profile.holes[i], profile.outer, check.touch(0, i + 1), tolerance))
            findings.add(Severity::Error, i + 1, -1, "the hole lies outside the outer loop");
        for (int j = 0; j < count; ++j)
            if (i != j && boxWithin(boxes[i], boxes[j], tolerance) &&
                liesWithin(profile.holes[i], profile.holes[j], check.touch(i + 1, j + 1), tolerance))
                findings.add(Severity::Error, i + 1, -1, "the hole lies inside holes[" + std::to_string(j) + "]");
    }
}

}  // namespace

void checkProfile(const Profile& profile, Findings& findings) {
    bool good = checkLoop(profile.outer, 0, findings);
    for (size_t i = 0; i < profile.holes.size() && !findings.full(); ++i)
        good = checkLoop(profile.holes[i], static_cast<int>(i) + 1, findings) && good;
    if (!good) return;
    const double tolerance = kLengthTolerance * magnitude(profile.outer);
    MeetingCheck check(profile, tolerance, findings);
    if (check.run()) checkNesting(profile, check, tolerance, findings);
}

}  // namespace img2cadseq
