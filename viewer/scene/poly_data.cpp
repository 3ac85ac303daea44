#include "viewer/scene/poly_data.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <vtkCellArray.h>
#include <vtkFeatureEdges.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>

#include "geometry/corner_normals.h"

namespace img2cadseq::viewer {
namespace {

struct SplitVertex {
    Vec3 normal;
    uint32_t face = 0;
    vtkIdType id = 0;
};

vtkSmartPointer<vtkPoints> pointsOf(const std::vector<Vec3>& vertices) {
    auto result = vtkSmartPointer<vtkPoints>::New();
    result->SetNumberOfPoints(static_cast<vtkIdType>(vertices.size()));
    for (size_t i = 0; i < vertices.size(); ++i)
        result->SetPoint(static_cast<vtkIdType>(i), vertices[i].x, vertices[i].y, vertices[i].z);
    return result;
}

}  // namespace

ShadedSurface shadedSurface(const Mesh& mesh, bool smooth) {
    const CornerNormals normals(mesh);
    const bool hasFaces = mesh.faceIds.size() == mesh.triangles.size() && !mesh.faceIds.empty();
    std::vector<std::vector<SplitVertex>> splits(mesh.vertices.size());
    ShadedSurface surface;
    vtkNew<vtkPoints> points;
    vtkNew<vtkFloatArray> normalArray;
    normalArray->SetName("Normals");
    normalArray->SetNumberOfComponents(3);
    vtkNew<vtkCellArray> cells;
    for (uint32_t i = 0; i < mesh.triangles.size(); ++i) {
        const uint32_t face = hasFaces ? mesh.faceIds[i] : 0;
        std::array<vtkIdType, 3> ids{};
        for (size_t c = 0; c < 3; ++c) {
            const uint32_t vertex = mesh.triangles[i][c];
            const Vec3 normal = smooth ? normals.smooth(i, vertex) : normals.flat(i);
            vtkIdType found = -1;
            for (const SplitVertex& split : splits[vertex])
                if (split.face == face && squaredNorm(split.normal - normal) < 1e-10) found = split.id;
            if (found < 0) {
                const Vec3& p = mesh.vertices[vertex];
                found = points->InsertNextPoint(p.x, p.y, p.z);
                normalArray->InsertNextTuple3(normal.x, normal.y, normal.z);
                splits[vertex].push_back({normal, face, found});
                surface.vertexOf.push_back(vertex);
                if (hasFaces) surface.faceOf.push_back(face);
            }
            ids[c] = found;
        }
        cells->InsertNextCell(3, ids.data());
    }
    surface.data = vtkSmartPointer<vtkPolyData>::New();
    surface.data->SetPoints(points);
    surface.data->SetPolys(cells);
    surface.data->GetPointData()->SetNormals(normalArray);
    return surface;
}

vtkSmartPointer<vtkPolyData> connectedSurface(const Mesh& mesh) {
    vtkNew<vtkCellArray> cells;
    for (const auto& t : mesh.triangles) {
        const std::array<vtkIdType, 3> ids{t[0], t[1], t[2]};
        cells->InsertNextCell(3, ids.data());
    }
    auto data = vtkSmartPointer<vtkPolyData>::New();
    data->SetPoints(pointsOf(mesh.vertices));
    data->SetPolys(cells);
    return data;
}

vtkSmartPointer<vtkPolyData> edgeLines(const Mesh& mesh) {
    if (!mesh.edges.empty()) return lines(mesh.edges);
    vtkNew<vtkFeatureEdges> creases;
    creases->SetInputData(connectedSurface(mesh));
    creases->SetFeatureAngle(kCreaseDegrees);
    creases->ManifoldEdgesOff();
    creases->ColoringOff();
    creases->Update();
    return creases->GetOutput();
}

vtkSmartPointer<vtkPolyData> lines(const std::vector<std::vector<Vec3>>& polylines) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> cells;
    for (const std::vector<Vec3>& polyline : polylines) {
        cells->InsertNextCell(static_cast<int>(polyline.size()));
        for (const Vec3& p : polyline) cells->InsertCellPoint(points->InsertNextPoint(p.x, p.y, p.z));
    }
    auto data = vtkSmartPointer<vtkPolyData>::New();
    data->SetPoints(points);
    data->SetLines(cells);
    return data;
}

vtkSmartPointer<vtkPolyData> points(const PointCloud& cloud, size_t most, std::vector<uint32_t>& kept) {
    kept.clear();
    const size_t step = std::max<size_t>(1, (cloud.size() + most - 1) / std::max<size_t>(1, most));
    for (size_t i = 0; i < cloud.size(); i += step) {
        const Vec3f& p = cloud.positions[i];
        if (std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z)) kept.push_back(static_cast<uint32_t>(i));
    }
    vtkNew<vtkPoints> places;
    vtkNew<vtkCellArray> cells;
    vtkNew<vtkFloatArray> normals;
    normals->SetNumberOfComponents(3);
    const bool hasNormals = cloud.normals.size() == cloud.size();
    for (const uint32_t i : kept) {
        const Vec3f& p = cloud.positions[i];
        const vtkIdType id = places->InsertNextPoint(p.x, p.y, p.z);
        cells->InsertNextCell(1, &id);
        if (hasNormals) normals->InsertNextTuple3(cloud.normals[i].x, cloud.normals[i].y, cloud.normals[i].z);
    }
    auto data = vtkSmartPointer<vtkPolyData>::New();
    data->SetPoints(places);
    data->SetVerts(cells);
    if (hasNormals) data->GetPointData()->SetNormals(normals);
    return data;
}

}  // namespace img2cadseq::viewer
