#include "viewer/scene/measure_marks.h"

#include <vtkCoordinate.h>
#include <vtkProperty.h>
#include <vtkTextProperty.h>

#include "viewer/measure.h"
#include "viewer/scene/poly_data.h"

namespace img2cadseq::viewer {

Marks::Marks() {
    lineActor_->SetMapper(lineMapper_);
    pointActor_->SetMapper(pointMapper_);
    pointActor_->GetProperty()->RenderPointsAsSpheresOn();
    for (vtkActor* actor : {lineActor_.Get(), pointActor_.Get()}) {
        actor->GetProperty()->LightingOff();
        actor->PickableOff();
    }
    refresh();
}

void Marks::addTo(vtkRenderer* overlay) {
    overlay_ = overlay;
    overlay->AddActor(lineActor_);
    overlay->AddActor(pointActor_);
}

void Marks::setLook(const Colour& colour, const Colour& ground, double pixelRatio) {
    colour_ = colour;
    ground_ = ground;
    pixelRatio_ = pixelRatio;
    for (vtkActor* actor : {lineActor_.Get(), pointActor_.Get()})
        actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
    lineActor_->GetProperty()->SetLineWidth(static_cast<float>(1.5 * pixelRatio));
    pointActor_->GetProperty()->SetPointSize(static_cast<float>(8.0 * pixelRatio));
    for (const auto& label : labels_) applyLook(label);
}

void Marks::applyLook(vtkTextActor* label) const {
    vtkTextProperty* text = label->GetTextProperty();
    text->SetFontFamilyToArial();
    text->SetFontSize(13);
    text->BoldOn();
    text->SetJustificationToCentered();
    text->SetVerticalJustificationToCentered();
    text->SetColor(colour_[0], colour_[1], colour_[2]);
    text->SetBackgroundColor(ground_[0], ground_[1], ground_[2]);
    text->SetBackgroundOpacity(0.75);
}

void Marks::clear() {
    for (const auto& label : labels_)
        if (overlay_) overlay_->RemoveViewProp(label);
    labels_.clear();
    lines_.clear();
    points_.clear();
    refresh();
}

void Marks::addLine(const std::vector<Vec3>& polyline) {
    lines_.push_back(polyline);
    refresh();
}

void Marks::addPoint(const Vec3& place) {
    points_.push_back(place);
    refresh();
}

void Marks::addLabel(const Vec3& place, const std::string& text) {
    auto label = vtkSmartPointer<vtkTextActor>::New();
    label->GetPositionCoordinate()->SetCoordinateSystemToWorld();
    label->GetPositionCoordinate()->SetValue(place.x, place.y, place.z);
    label->SetInput(text.c_str());
    label->PickableOff();
    applyLook(label);
    if (overlay_) overlay_->AddViewProp(label);
    labels_.push_back(label);
}

void Marks::refresh() {
    lineMapper_->SetInputData(lines(lines_));
    PointCloud cloud;
    for (const Vec3& p : points_) cloud.positions.push_back(cast<float>(p));
    std::vector<uint32_t> kept;
    pointMapper_->SetInputData(points(cloud, points_.size() + 1, kept));
    lineActor_->SetVisibility(!lines_.empty());
    pointActor_->SetVisibility(!points_.empty());
}

void markBox(Marks& marks, const Box3& box, const LengthUnit& unit) {
    if (box.empty()) return;
    const Vec3 &l = box.low, &h = box.high;
    marks.addLine({{l.x, l.y, l.z}, {h.x, l.y, l.z}, {h.x, h.y, l.z}, {l.x, h.y, l.z}, {l.x, l.y, l.z}});
    marks.addLine({{l.x, l.y, h.z}, {h.x, l.y, h.z}, {h.x, h.y, h.z}, {l.x, h.y, h.z}, {l.x, l.y, h.z}});
    for (const double x : {l.x, h.x})
        for (const double y : {l.y, h.y}) marks.addLine({{x, y, l.z}, {x, y, h.z}});
    const Vec3 size = box.size(), middle = box.center();
    marks.addLabel({middle.x, h.y, l.z}, lengthText(size.x, unit));
    marks.addLabel({h.x, middle.y, l.z}, lengthText(size.y, unit));
    marks.addLabel({h.x, l.y, middle.z}, lengthText(size.z, unit));
}

}  // namespace img2cadseq::viewer
