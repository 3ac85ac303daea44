#pragma once
// Inside brep/ only: edges at which a body touches itself.

class TopoDS_Shape;

namespace img2cadseq::brep {

/// Where a body touches itself along an edge, four faces (or more) share that edge, and no shell with it is exactly
/// closed. Here each wedge of material gets an edge of its own in the same place, as if the wedges were bodies that
/// only touch. `count` is the number of edges split. A shape without such edges is returned as it is.
TopoDS_Shape unpinched(const TopoDS_Shape& shape, int& count);

}  // namespace img2cadseq::brep
