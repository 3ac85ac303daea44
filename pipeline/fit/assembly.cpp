#include "fit/assembly.h"

#include <algorithm>
#include <cmath>

#include "fit/layers.h"
#include "fit/outline.h"
#include "fit/prism_search.h"

namespace img2cadseq {
namespace {

constexpr size_t kBeam = 3;          ///< assemblies that are pursued side by side
constexpr double kPrice = 0.008;     ///< of a block, as a share of the volume
constexpr double kCapShare = 0.008;  ///< of the points: a cap worth a height
constexpr double kClear = 0.006;     ///< of a slab's ends that are no walls

/// 1 in the middle of a column that is taken, 0 in that of another, and between them what lies between.
double takenAt(const Mask& columns, double x, double y) {
    const int i = static_cast<int>(std::floor(x)), j = static_cast<int>(std::floor(y));
    double sum = 0.0;
    for (const int b : {0, 1})
        for (const int a : {0, 1}) {
            const int u = i + a, v = j + b;
            if (u < 0 || v < 0 || u >= columns.width || v >= columns.height || !columns.at(u, v)) continue;
            sum += (a ? x - i : 1.0 - (x - i)) * (b ? y - j : 1.0 - (y - j));
        }
    return sum;
}

/// Prisms that explain the inside, joined first and then cut.
struct Assembly {
    std::vector<Slab> joins, cuts;
    Covered covered;
    double left = 0.0;  ///< cells covered wrongly or not at all

    double price(double volume) const {
        return left + kPrice * volume * static_cast<double>(joins.size() + cuts.size());
    }
};

class Assembler {
public:
    Assembler(const PointCloud& cloud, const InsideGrid& grid, const AssemblyOptions& options)
        : cloud_(cloud),
          grid_(grid),
          options_(options),
          volume_(static_cast<double>(std::count(grid.inside.begin(), grid.inside.end(), 1))),
          search_(grid, heightsOf(cloud), options.filled) {}

    CadSequence make() const {
        const auto cheaper = [&](const Assembly& a, const Assembly& b) { return a.price(volume_) < b.price(volume_); };
        std::vector<Assembly> found, front(1);
        front[0].covered.assign(grid_.inside.size(), 0);
        for (int i = 0; i < options_.most && !front.empty(); ++i) {
            std::vector<Assembly> next;
            for (const Assembly& assembly : front)
                for (int axis = 0; axis < 3; ++axis)
                    if (auto more = with(assembly, axis, Part::Join)) next.push_back(std::move(*more));
            std::stable_sort(next.begin(), next.end(), cheaper);
            if (next.size() > kBeam) next.resize(kBeam);
            found.insert(found.end(), next.begin(), next.end());
            front = std::move(next);
        }
        std::stable_sort(found.begin(), found.end(), cheaper);
        if (found.size() > kBeam) found.resize(kBeam);
        for (Assembly& assembly : found) addCuts(assembly);
        const auto best = std::min_element(found.begin(), found.end(), cheaper);
        return best == found.end() ? CadSequence{} : drawn(*best);
    }

private:
    static std::array<std::vector<double>, 3> heightsOf(const PointCloud& cloud) {
        LayerOptions options;
        options.capShare = kCapShare;
        return {capHeights(cloud, 0, options), capHeights(cloud, 1, options), capHeights(cloud, 2, options)};
    }

    std::optional<Assembly> with(const Assembly& assembly, int axis, Part part) const {
        std::optional<Slab> slab = search_.best(axis, assembly.covered, part);
        if (!slab || slab->gain < (part == Part::Cut ? options_.leastCut : options_.least) * volume_)
            return std::nullopt;
        Assembly out = assembly;
        search_.apply(*slab, part, out.covered);
        out.left = 0.0;
        for (size_t i = 0; i < out.covered.size(); ++i) out.left += out.covered[i] != grid_.inside[i];
        (part == Part::Cut ? out.cuts : out.joins).push_back(std::move(*slab));
        return out;
    }

    void addCuts(Assembly& assembly) const {
        for (int i = 0; i < options_.mostCuts; ++i) {
            std::optional<Assembly> best;
            for (int axis = 0; axis < 3; ++axis) {
                auto more = with(assembly, axis, Part::Cut);
                if (more && more->left < (best ? best->left : assembly.left)) best = std::move(more);
            }
            if (!best || best->price(volume_) > assembly.price(volume_)) return;
            assembly = std::move(*best);
        }
    }

    CadSequence drawn(const Assembly& assembly) const {
        CadSequence out;
        for (const Slab& slab : assembly.joins) draw(slab, Part::Join, out);
        if (!out.blocks.empty())
            for (const Slab& slab : assembly.cuts) draw(slab, Part::Cut, out);
        return out;
    }

    /// Adds the slab as a block, its outline between the cells; nothing where no outline comes of it.
    void draw(const Slab& slab, Part part, CadSequence& sequence) const {
        constexpr int kFiner = 3;
        const int u = (slab.axis + 1) % 3, v = (slab.axis + 2) % 3;
        const double du = grid_.cell[u], dv = grid_.cell[v], pixel = std::min(du, dv) / kFiner;
        Mask section(static_cast<int>(std::ceil(slab.columns.width * du / pixel)),
                     static_cast<int>(std::ceil(slab.columns.height * dv / pixel)));
        for (int y = 0; y < section.height; ++y)
            for (int x = 0; x < section.width; ++x) {
                const double a = (x + 0.5) * pixel / du - 0.5, b = (y + 0.5) * pixel / dv - 0.5;
                section.at(x, y) = takenAt(slab.columns, a, b) >= 0.5 ? 255 : 0;
            }
        OutlineOptions outline;
        outline.tolerance = 0.6 * std::max(du, dv);
        // A cut that comes out of the part goes through its surface.
        const double beyond = part == Part::Cut ? 0.02 : 0.0;
        const std::vector<double>& heights = search_.heights(slab.axis);
        const Walls walls(cloud_, slab.axis, slab.low, slab.high, kClear, 1.5 * std::max(du, dv));
        addPrism(sequence, slab.axis, profilesOf(section, {grid_.corner[u], grid_.corner[v]}, pixel, outline, &walls),
                 {slab.low - (slab.low == heights.front() ? beyond : 0.0),
                  slab.high + (slab.high == heights.back() ? beyond : 0.0)},
                 part == Part::Cut ? BooleanOp::Cut : BooleanOp::Join);
    }

    const PointCloud& cloud_;
    const InsideGrid& grid_;
    const AssemblyOptions& options_;
    const double volume_;
    const PrismSearch search_;
};

}  // namespace

CadSequence assemblyProposal(const PointCloud& cloud, const InsideGrid& grid, const AssemblyOptions& options) {
    if (grid.inside.empty()) return {};
    return Assembler(cloud, grid, options).make();
}

}  // namespace img2cadseq
