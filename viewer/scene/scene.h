#pragma once
// Inside viewer/ only: all that one view shows. No Qt and no window: whoever has one renders it.

#include <optional>
#include <string>

#include <vtkCellPicker.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

#include "viewer/scene/cloud_actor.h"
#include "viewer/scene/legend.h"
#include "viewer/scene/measure_tool.h"
#include "viewer/scene/mesh_actor.h"
#include "viewer/scene/scale_bar.h"

namespace img2cadseq::viewer {

/// Words in the scene, in the user's language.
struct SceneWords {
    std::string importance = "importance", confidence = "confidence", depth = "depth", distance = "distance",
                origin = "points", seen = "seen", invented = "invented", radius = "radius";
};

class Scene {
public:
    Scene();

    void addTo(vtkRenderWindow* window);
    vtkRenderer* renderer() { return renderer_; }
    void setCamera(vtkCamera* camera);

    MeshActor& mesh() { return mesh_; }
    MeshActor& compare() { return compare_; }
    CloudActor& cloud() { return cloud_; }
    void setPointSize(double pixels);
    void clear();

    Box3 box() const;

    void setTheme(ViewTheme theme);
    void setWords(const SceneWords& words) { words_ = words; }
    void setLengthUnit(const LengthUnit& unit) { unit_ = unit; }
    void setScaleBar(bool shown) { scaleBarShown_ = shown; }
    void setBoxSizes(bool shown) { boxShown_ = shown; }
    MeasureTool& measure() { return measure_; }

    /// Everything that depends on camera, size and marks is brought up to date. Sizes in device pixels.
    void prepare(int width, int height, double pixelRatio);

    /// What lies under a device pixel, (0, 0) at the lower left.
    std::optional<Hit> pick(double x, double y);
    /// In the measuring mode: the text of what this click completes.
    std::optional<std::string> measureAt(double x, double y);
    double unitsPerPixel() const { return unitsPerPixel_; }

private:
    struct BoxSizes {
        Box3 box;
        LengthUnit unit;
        bool operator==(const BoxSizes& o) const {
            return box.low == o.box.low && box.high == o.box.high && unit == o.unit;
        }
    };

    void applyTheme();
    void updateLegend();
    void updateBoxSizes();

    vtkNew<vtkRenderer> renderer_, overlay_;
    vtkNew<vtkCellPicker> picker_;
    MeshActor mesh_, compare_;
    CloudActor cloud_;
    Legend legend_;
    ScaleBar scaleBar_;
    Marks boxMarks_;
    BoxSizes boxSizes_;
    MeasureTool measure_;
    ViewTheme theme_ = ViewTheme::Light;
    LengthUnit unit_;
    SceneWords words_;
    double pointSize_ = 4.0, pixelRatio_ = 0.0, unitsPerPixel_ = 1.0;
    bool scaleBarShown_ = true, boxShown_ = false;
};

}  // namespace img2cadseq::viewer
