#include "viewer/scene/scale_bar.h"

#include <algorithm>
#include <array>

#include <vtkCellArray.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkTextProperty.h>

#include "viewer/measure.h"

namespace img2cadseq::viewer {

ScaleBar::ScaleBar() {
    corners_->SetNumberOfPoints(4);
    for (vtkIdType i = 0; i < 4; ++i) corners_->SetPoint(i, 0, 0, 0);
    vtkNew<vtkCellArray> cells;
    const std::array<vtkIdType, 4> order{0, 1, 2, 3};
    cells->InsertNextCell(4, order.data());
    vtkNew<vtkPolyData> data;
    data->SetPoints(corners_);
    data->SetLines(cells);
    vtkNew<vtkPolyDataMapper2D> mapper;
    mapper->SetInputData(data);
    bar_->SetMapper(mapper);
    bar_->PickableOff();
    label_->PickableOff();
    vtkTextProperty* text = label_->GetTextProperty();
    text->SetFontFamilyToArial();
    text->SetFontSize(12);
    text->SetJustificationToCentered();
    text->SetVerticalJustificationToBottom();
}

void ScaleBar::addTo(vtkRenderer* renderer) {
    renderer->AddViewProp(bar_);
    renderer->AddViewProp(label_);
}

void ScaleBar::setVisible(bool visible) {
    bar_->SetVisibility(visible);
    label_->SetVisibility(visible);
}

void ScaleBar::setTheme(const Palette& palette) {
    const Colour& c = palette.text;
    bar_->GetProperty()->SetColor(c[0], c[1], c[2]);
    label_->GetTextProperty()->SetColor(c[0], c[1], c[2]);
}

void ScaleBar::update(double unitsPerPixel, int viewWidth, const LengthUnit& unit, double pixelRatio) {
    const double room = std::min(130.0 * pixelRatio, 0.35 * viewWidth);
    const double length = roundLengthBelow(room * unitsPerPixel * unit.perSceneUnit) / unit.perSceneUnit;
    const double pixels = length / unitsPerPixel;
    const double left = 16.0 * pixelRatio, base = 16.0 * pixelRatio, tick = 5.0 * pixelRatio;
    corners_->SetPoint(0, left, base + tick, 0);
    corners_->SetPoint(1, left, base, 0);
    corners_->SetPoint(2, left + pixels, base, 0);
    corners_->SetPoint(3, left + pixels, base + tick, 0);
    corners_->Modified();
    bar_->GetProperty()->SetLineWidth(static_cast<float>(1.5 * pixelRatio));
    label_->SetInput(lengthText(length, unit).c_str());
    label_->SetDisplayPosition(static_cast<int>(left + pixels / 2), static_cast<int>(base + 5.0 * pixelRatio));
}

}  // namespace img2cadseq::viewer
