#pragma once
// Inside viewer/ only: one point cloud in a scene.

#include <cstdint>
#include <vector>

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include "geometry/box.h"
#include "geometry/point_cloud.h"
#include "viewer/colours.h"
#include "viewer/scene/poly_data.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

class CloudActor {
public:
    CloudActor();

    void addTo(vtkRenderer* renderer) { renderer->AddActor(actor_); }
    void setCloud(const PointCloud& cloud);
    void clear() { setCloud({}); }
    bool empty() const { return kept_.empty(); }
    const Box3& box() const { return box_; }

    void setColour(CloudColour colour);
    /// What is shown: Plain where the cloud lacks what was asked for.
    CloudColour shownColour() const;
    void setPalette(const Palette& palette);
    void setPointSize(double pixels, double pixelRatio);

    /// Colours by Depth follow the camera: to be called before each rendering.
    void followCamera(vtkCamera* camera);
    struct Range {
        double low = 0.0, high = 1.0;
    };
    /// Of the values shown: [0, 1], or depths from the nearest point.
    Range range() const { return range_; }

private:
    void recolour();
    void colourByDepth(const Vec3& direction);

    PointCloud cloud_;
    std::vector<uint32_t> kept_;
    Box3 box_;
    CloudColour colour_ = CloudColour::Plain;
    Palette palette_ = viewer::palette(ViewTheme::Light);
    Vec3 depthDirection_{0, 0, 0};
    Range range_;
    vtkNew<vtkUnsignedCharArray> colours_;
    vtkSmartPointer<vtkPolyData> data_;
    vtkNew<vtkPolyDataMapper> mapper_;
    vtkNew<vtkActor> actor_;
};

}  // namespace img2cadseq::viewer
