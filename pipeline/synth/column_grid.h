#pragma once
// A solid seen as columns along z over a grid whose lines lie where the drawing has its vertices: exact along z, and
// across exact for what is rectangular. Quick answers about volume, what each block changes, and connectedness.

#include <vector>

#include "cad/sequence.h"
#include "synth/intervals.h"

namespace img2cadseq::synth {

class ColumnGrid {
public:
    /// Cells no wider than `cell`, in the sequence's unit.
    ColumnGrid(const CadSequence& sequence, double cell);

    double volume() const { return volume_; }
    /// Of each block, in order: volume it added (New, Join) or removed (Cut, Intersect), over that of its own prisms.
    const std::vector<double>& effect() const { return effect_; }
    /// Number of connected pieces: through faces of cells, and through every addition that no cut can meet (so that
    /// only walls that are cut, askew and thinner than a cell may count as broken). `sequence`: the one this was made
    /// from.
    int pieces(const CadSequence& sequence) const;
    Box3 box() const;

private:
    struct Column {
        size_t first = 0, count = 0;
    };
    void build(const CadSequence& sequence);
    const Column& column(size_t i, size_t j) const { return columns_[i * ys_.size() + j]; }

    std::vector<double> xLines_, yLines_, xs_, ys_;  ///< grid lines and cell middles
    std::vector<Column> columns_;
    Intervals intervals_;
    std::vector<double> effect_;
    double volume_ = 0.0;
};

}  // namespace img2cadseq::synth
