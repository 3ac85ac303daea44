#pragma once
// Inside brep/ only: the parts of an OCCT shape.

#include <vector>

class TopoDS_Shape;

namespace img2cadseq::brep {

/// Every part of the kind, each once, in the shape's own order.
std::vector<TopoDS_Shape> solidsOf(const TopoDS_Shape& shape);
std::vector<TopoDS_Shape> shellsOf(const TopoDS_Shape& shape);
std::vector<TopoDS_Shape> facesOf(const TopoDS_Shape& shape);
std::vector<TopoDS_Shape> edgesOf(const TopoDS_Shape& shape);
std::vector<TopoDS_Shape> verticesOf(const TopoDS_Shape& shape);

/// The shape itself where there is one, else a compound of all.
TopoDS_Shape compoundOf(const std::vector<TopoDS_Shape>& shapes);

/// All solids of the shape, none of them sharing an edge or vertex with another: where two do, one becomes a copy.
TopoDS_Shape apart(const TopoDS_Shape& shape);

}  // namespace img2cadseq::brep
