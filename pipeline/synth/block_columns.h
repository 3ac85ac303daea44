#pragma once
// Where the columns of a grid over x and y run through one extruded block.

#include <cstddef>
#include <vector>

#include "cad/sequence.h"
#include "synth/intervals.h"

namespace img2cadseq::synth {

/// The world axis (0 to 2) along which `normal` lies, either way; 3 where it is oblique.
int axisOf(const Vec3& normal);

/// One block's intervals along z in every column of a grid; what can be shared between columns is.
class BlockColumns {
public:
    /// `xs`, `ys`: middles of the columns. The block must outlive this.
    BlockColumns(const ExtrudeBlock& block, const std::vector<double>& xs, const std::vector<double>& ys);

    /// Of column (i, j), whose middle is (x, y).
    void at(size_t i, size_t j, double x, double y, Intervals& out) const;

private:
    void oblique(double x, double y, Intervals& out) const;

    const ExtrudeBlock& block_;
    int axis_, sense_;
    std::vector<Intervals> shared_;
};

}  // namespace img2cadseq::synth
