#pragma once
// Inside viewer/ only: one part in a scene, with its edges, marks and section.

#include <cstdint>
#include <optional>
#include <vector>

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataSilhouette.h>
#include <vtkRenderer.h>

#include "geometry/mesh.h"
#include "viewer/colours.h"
#include "viewer/scene/poly_data.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

class MeshActor {
public:
    MeshActor();

    void addTo(vtkRenderer* renderer);
    /// Silhouettes follow the camera: to be called before each rendering.
    void followCamera(vtkCamera* camera);

    void setMesh(const Mesh& mesh);
    void clear();
    const Mesh& mesh() const { return mesh_; }
    const Box3& box() const { return box_; }
    bool empty() const { return mesh_.triangles.empty(); }

    void setStyle(const MeshStyle& style);
    void setColours(const Colour& part, const Palette& palette);
    void setPixelRatio(double ratio);
    void setSection(const std::optional<SectionPlane>& plane);

    void setFaceColours(const std::vector<Rgb>& colours);
    void setHighlighted(const std::vector<uint32_t>& faceIds);
    void setUnseen(const std::vector<bool>& unseen);
    /// Draws `surface`, the mesh in other triangles, coloured by a value a vertex from 0 to `largest`; {}: the mesh.
    void setHeatMap(const Mesh& surface, const std::vector<float>& values, double largest);
    bool showsHeatMap() const { return !heat_.triangles.empty(); }
    double largestHeat() const { return largestHeat_; }

    vtkActor* surface() { return surface_; }
    vtkActor* cap() { return cap_; }
    /// BRep face of a triangle of surface(); -1 where there is none.
    int faceOfCell(long cell) const;

private:
    void rebuild();
    void recolour();
    void colourByFace();
    void colourByHeat();
    void markUnseen();
    void applyStyle();
    void applySection();
    Colour colourOfFace(uint32_t face) const;
    const Mesh& drawn() const { return showsHeatMap() ? heat_ : mesh_; }

    Mesh mesh_, heat_;
    Box3 box_;
    MeshStyle style_;
    Colour part_{};
    Palette palette_{};
    double pixelRatio_ = 1.0;
    std::optional<SectionPlane> section_;
    std::vector<Rgb> faceColours_;
    std::vector<uint32_t> highlighted_;
    std::vector<bool> unseen_;
    std::vector<float> heatValues_;
    double largestHeat_ = 0.0;

    ShadedSurface shaded_;
    vtkSmartPointer<vtkPolyData> connected_;
    vtkNew<vtkPlane> plane_;
    vtkNew<vtkPolyDataSilhouette> silhouetteFilter_;
    vtkNew<vtkPolyDataMapper> surfaceMapper_, edgeMapper_, silhouetteMapper_, capMapper_, outlineMapper_;
    vtkNew<vtkActor> surface_, edges_, silhouette_, cap_, outline_;
};

}  // namespace img2cadseq::viewer
