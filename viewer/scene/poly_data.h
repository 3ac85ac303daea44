#pragma once
// Inside viewer/ only: from meshes and clouds to VTK's poly data.

#include <cstdint>
#include <vector>

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "geometry/mesh.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::viewer {

/// Triangles with a normal a vertex. Vertices are split where faces meet (without face ids: at creases), so that each
/// has one normal and one face.
struct ShadedSurface {
    vtkSmartPointer<vtkPolyData> data;
    std::vector<uint32_t> vertexOf;  ///< one a split vertex: the mesh's vertex
    std::vector<uint32_t> faceOf;    ///< one a split vertex: the BRep face; empty where the mesh has none
};
ShadedSurface shadedSurface(const Mesh& mesh, bool smooth);

/// The mesh with its vertices shared as given.
vtkSmartPointer<vtkPolyData> connectedSurface(const Mesh& mesh);

/// The BRep's edges as polylines; creases and borders of the triangles where the mesh has none.
vtkSmartPointer<vtkPolyData> edgeLines(const Mesh& mesh);

vtkSmartPointer<vtkPolyData> lines(const std::vector<std::vector<Vec3>>& polylines);

/// One vertex cell a point; normals where the cloud has them. Points that are not finite are left out; `kept` says
/// which were taken, and no more than `most` are (evenly chosen).
vtkSmartPointer<vtkPolyData> points(const PointCloud& cloud, size_t most, std::vector<uint32_t>& kept);

}  // namespace img2cadseq::viewer
