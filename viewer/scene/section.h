#pragma once
// Inside viewer/ only: what a plane cuts out of a solid.

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "viewer/view_types.h"

namespace img2cadseq::viewer {

struct SectionCut {
    vtkSmartPointer<vtkPolyData> outline;  ///< lines
    vtkSmartPointer<vtkPolyData> cap;      ///< triangles that close the solid, with normals
};

/// `surface` has shared vertices; where it is not closed, the cap is what its closed outlines hold.
SectionCut cut(vtkPolyData* surface, const SectionPlane& plane);

}  // namespace img2cadseq::viewer
