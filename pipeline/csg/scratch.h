#pragma once
// Room for rays on the CPU, and what a piece is to users.

#include <vector>

#include "csg/trace.h"
#include "geometry/mesh.h"

namespace img2cadseq::csg {

/// A ray never has more crossings or ends of intervals than this.
inline int maxEvents(const Flat& flat) {
    int count = 2;
    for (const BlockT<double>& b : flat.blocks) count += 2 + (b.arcBegin - b.lineBegin) + 2 * (b.end - b.arcBegin);
    return count;
}

/// One a thread.
class Scratch {
public:
    Scratch() = default;
    explicit Scratch(const Flat& flat) { fit(flat); }

    /// Makes room for this solid's rays.
    void fit(const Flat& flat) {
        const size_t needed = static_cast<size_t>(maxEvents(flat));
        if (needed <= events_.size()) return;
        crossings_.resize(needed);
        events_.resize(needed);
    }

    ScratchT<double> get() {
        const int capacity = static_cast<int>(events_.size());
        return {{crossings_.data(), capacity}, events_.data(), capacity};
    }

private:
    std::vector<CrossingT<double>> crossings_;
    std::vector<EventT<double>> events_;
};

/// Hit::face of a piece or cap.
inline int faceOf(const View& view, int piece) { return piece < 0 ? -1 - piece : view.face[piece]; }
inline SurfaceType surfaceOf(const View& view, int piece) {
    return piece >= 0 && view.turn[piece] != 0 ? SurfaceType::Cylinder : SurfaceType::Plane;
}

}  // namespace img2cadseq::csg
