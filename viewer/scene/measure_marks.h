#pragma once
// Inside viewer/ only: lines and words drawn over the scene for measurements and the sizes of the box.

#include <memory>
#include <string>
#include <vector>

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>

#include "geometry/box.h"
#include "viewer/colours.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

/// Polylines with words at places in space.
class Marks {
public:
    Marks();

    void addTo(vtkRenderer* overlay);
    void setLook(const Colour& colour, const Colour& ground, double pixelRatio);
    void clear();
    void addLine(const std::vector<Vec3>& polyline);
    void addPoint(const Vec3& place);
    void addLabel(const Vec3& place, const std::string& text);

private:
    void refresh();
    void applyLook(vtkTextActor* label) const;

    vtkRenderer* overlay_ = nullptr;
    Colour colour_{}, ground_{};
    double pixelRatio_ = 1.0;
    std::vector<std::vector<Vec3>> lines_;
    std::vector<Vec3> points_;
    std::vector<vtkSmartPointer<vtkTextActor>> labels_;
    vtkNew<vtkPolyDataMapper> lineMapper_, pointMapper_;
    vtkNew<vtkActor> lineActor_, pointActor_;
};

/// The twelve edges of the box and its three sizes.
void markBox(Marks& marks, const Box3& box, const LengthUnit& unit);

}  // namespace img2cadseq::viewer
