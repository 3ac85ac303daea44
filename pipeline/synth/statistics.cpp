#include "synth/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "synth/column_grid.h"

namespace img2cadseq::synth {
namespace {

struct Counts {
    double joins = 0, cuts = 0, profiles = 0, loops = 0, holes = 0, curves = 0, mostCurves = 0, lines = 0, arcs = 0,
           circles = 0;
    double smallest = 1.0, thinnest = 1.0, rectangles = 0, slanted = 0;
};

bool isRectangle(const Loop& loop) {
    return loop.curves.size() == 4 && std::all_of(loop.curves.begin(), loop.curves.end(), [](const Curve& curve) {
               const Vec2 d = endPoint(curve) - startPoint(curve);
               return std::holds_alternative<Line>(curve) && std::min(std::abs(d.x), std::abs(d.y)) < 1e-6;
           });
}

void count(const Loop& loop, bool hole, Counts& counts) {
    const double size = static_cast<double>(loop.curves.size());
    counts.loops += 1;
    counts.holes += hole;
    counts.curves += size;
    counts.mostCurves = std::max(counts.mostCurves, size);
    counts.smallest = std::min(counts.smallest, boundingBox(loop).diagonal());
    counts.rectangles += isRectangle(loop);
    for (const Curve& curve : loop.curves) {
        if (const auto* line = std::get_if<Line>(&curve)) {
            const Vec2 d = line->end - line->start;
            counts.slanted += std::min(std::abs(d.x), std::abs(d.y)) > 1e-6;
        }
        (std::holds_alternative<Line>(curve)  ? counts.lines
         : std::holds_alternative<Arc>(curve) ? counts.arcs
                                              : counts.circles) += 1;
    }
}

Counts counted(const CadSequence& part) {
    Counts counts;
    for (const ExtrudeBlock& block : part.blocks) {
        counts.joins += block.op == BooleanOp::Join;
        counts.cuts += block.op == BooleanOp::Cut;
        counts.profiles += static_cast<double>(block.sketch.profiles.size());
        counts.thinnest = std::min(counts.thinnest, block.extent.high - block.extent.low);
        for (const Profile& profile : block.sketch.profiles) {
            count(profile.outer, false, counts);
            for (const Loop& hole : profile.holes) count(hole, true, counts);
        }
    }
    return counts;
}

double directions(const CadSequence& part) {
    std::set<int> seen;
    for (const ExtrudeBlock& block : part.blocks) {
        int axis = 3;
        for (int i = 0; i < 3; ++i)
            if (std::abs(block.sketch.plane.normal[i]) > 1.0 - 1e-9) axis = i;
        seen.insert(axis);
    }
    return static_cast<double>(seen.size());
}

/// Whether the profile equals its mirror image in u or in v, judged by its drawn points.
double mirrorAxes(const Profile& profile) {
    const Vec2 center = boundingBox(profile.outer).center();
    std::vector<Vec2> points;
    const auto add = [&](const Loop& loop) {
        for (const Curve& curve : loop.curves)
            points.push_back(
                (std::holds_alternative<Circle>(curve) ? std::get<Circle>(curve).center : startPoint(curve)) - center);
    };
    add(profile.outer);
    for (const Loop& hole : profile.holes) add(hole);
    double axes = 0.0;
    for (const Vec2& flip : {Vec2{-1.0, 1.0}, Vec2{1.0, -1.0}}) {
        axes += std::all_of(points.begin(), points.end(), [&](const Vec2& p) {
            const Vec2 image{p.x * flip.x, p.y * flip.y};
            return std::any_of(points.begin(), points.end(), [&](const Vec2& q) { return norm(q - image) < 1e-3; });
        });
    }
    return axes;
}

}  // namespace

const std::vector<std::string>& featureNames() {
    static const std::vector<std::string> names{"blocks",
                                                "joins",
                                                "cuts",
                                                "profiles",
                                                "loops",
                                                "holes",
                                                "curves a loop",
                                                "most curves",
                                                "share of lines",
                                                "share of arcs",
                                                "share of circles",
                                                "rectangles a loop",
                                                "slanted lines",
                                                "directions",
                                                "middle side",
                                                "short side",
                                                "fill of box",
                                                "curves of base",
                                                "holes of base",
                                                "fill of base",
                                                "height of base",
                                                "aspect of base",
                                                "mirror axes of base",
                                                "smallest loop",
                                                "thinnest extent"};
    return names;
}

std::vector<double> partFeatures(const CadSequence& part) {
    const Counts c = counted(part);
    const Vec3 box = boundingBox(part).size();
    double sides[3] = {box.x, box.y, box.z};
    std::sort(sides, sides + 3);
    const ExtrudeBlock& base = part.blocks.front();
    const Profile& profile = base.sketch.profiles.front();
    const Vec2 face = boundingBox(profile.outer).size();
    const double fill = ColumnGrid(part, 1.0 / 32.0).volume() / (box.x * box.y * box.z);
    return {static_cast<double>(part.blocks.size()),
            c.joins,
            c.cuts,
            c.profiles,
            c.loops,
            c.holes,
            c.curves / c.loops,
            c.mostCurves,
            c.lines / c.curves,
            c.arcs / c.curves,
            c.circles / c.curves,
            c.rectangles / c.loops,
            c.slanted / c.curves,
            directions(part),
            sides[1] / sides[2],
            sides[0] / sides[2],
            fill,
            static_cast<double>(profile.outer.curves.size()),
            static_cast<double>(profile.holes.size()),
            std::abs(signedArea(profile.outer)) / (face.x * face.y),
            base.extent.high - base.extent.low,
            std::min(face.x, face.y) / std::max(face.x, face.y),
            mirrorAxes(profile),
            c.smallest,
            c.thinnest};
}

double quantile(const FeatureTable& table, size_t feature, double share) {
    std::vector<double> values;
    for (const auto& row : table) values.push_back(row[feature]);
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const size_t low = static_cast<size_t>(place), high = std::min(low + 1, values.size() - 1);
    return values[low] + (values[high] - values[low]) * (place - static_cast<double>(low));
}

std::string comparisonTable(const FeatureTable& ours, const FeatureTable& theirs) {
    std::string text =
        "| feature | made: mean | 5 % | 25 % | 50 % | 75 % | 95 % | drawn: mean | 5 % | 25 % | 50 % | 75 % | 95 % |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    const auto cell = [&](double value) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, " %.3g |", value);
        text += buffer;
    };
    for (size_t f = 0; f < featureNames().size(); ++f) {
        text += "| " + featureNames()[f] + " |";
        for (const FeatureTable* table : {&ours, &theirs}) {
            double sum = 0.0;
            for (const auto& row : *table) sum += row[f];
            cell(sum / static_cast<double>(table->size()));
            for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95}) cell(quantile(*table, f, share));
        }
        text += "\n";
    }
    return text;
}

}  // namespace img2cadseq::synth
