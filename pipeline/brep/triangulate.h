#pragma once
// Inside brep/ only: OCCT's triangulation of a shape.

class TopoDS_Shape;

namespace img2cadseq::brep {

/// A copy of the shape's topology with triangles on it: meshing never alters what others read. `deflection` in mm.
TopoDS_Shape triangulated(const TopoDS_Shape& shape, double deflection, double angle);

/// Whether every face has triangles.
bool everyFaceHasTriangles(const TopoDS_Shape& triangulatedShape);

}  // namespace img2cadseq::brep
