#include "viewer/scene/legend.h"

#include <algorithm>
#include <cstdio>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

namespace img2cadseq::viewer {
namespace {

std::string numberText(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g", value);
    return text.data();
}

void setUpText(vtkTextActor* actor) {
    actor->PickableOff();
    vtkTextProperty* text = actor->GetTextProperty();
    text->SetFontFamilyToArial();
    text->SetFontSize(12);
    text->SetJustificationToRight();
    text->SetVerticalJustificationToCentered();
}

}  // namespace

Legend::Legend() {
    vtkNew<vtkCellArray> cells;
    for (vtkIdType i = 0; i < kSteps; ++i) {
        const std::array<vtkIdType, 4> quad{2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2};
        cells->InsertNextCell(4, quad.data());
    }
    corners_->SetNumberOfPoints(2 * (kSteps + 1));
    strip_->SetPoints(corners_);
    strip_->SetPolys(cells);
    vtkNew<vtkPolyDataMapper2D> mapper;
    mapper->SetInputData(strip_);
    mapper->SetColorModeToDirectScalars();
    mapper->SetScalarModeToUseCellData();
    bar_->SetMapper(mapper);
    bar_->PickableOff();
    setUpText(title_);
    for (auto& label : labels_) setUpText(label);
    hide();
}

void Legend::addTo(vtkRenderer* renderer) {
    renderer->AddViewProp(bar_);
    renderer->AddViewProp(title_);
    for (auto& label : labels_) renderer->AddViewProp(label);
}

void Legend::setTheme(const Palette& palette) {
    const auto colour = [&palette](vtkTextActor* actor) {
        const Colour &c = palette.text, &b = palette.groundBottom;
        actor->GetTextProperty()->SetColor(c[0], c[1], c[2]);
        actor->GetTextProperty()->SetBackgroundColor(b[0], b[1], b[2]);
        actor->GetTextProperty()->SetBackgroundOpacity(0.75);  // points may lie behind it
    };
    colour(title_);
    for (auto& label : labels_) colour(label);
}

void Legend::hide() {
    shown_ = {};
    visible_ = false;
    bar_->VisibilityOff();
    title_->VisibilityOff();
    for (auto& label : labels_) label->VisibilityOff();
}

Colour Legend::colourOf(int step) const {
    const double share = (step + 0.5) / kSteps;
    if (shown_.ramp != nullptr) return shown_.ramp(shown_.reversed ? 1.0 - share : share);
    return step < kSteps / 2 ? shown_.secondColour : shown_.firstColour;
}

bool Legend::change(const Content& wanted) {
    if (visible_ && wanted == shown_) return false;
    shown_ = wanted;
    visible_ = true;
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(3);
    for (int i = 0; i < kSteps; ++i) {
        const Rgb c = toRgb(colourOf(i));
        colours->InsertNextTuple3(c.r, c.g, c.b);
    }
    strip_->GetCellData()->SetScalars(colours);
    bar_->VisibilityOn();
    title_->SetInput(wanted.title.c_str());
    title_->VisibilityOn();
    return true;
}

void Legend::showRamp(const std::string& title, Colour (*ramp)(double), double low, double high, bool reversed) {
    if (!change({title, {}, {}, ramp, {}, {}, low, high, reversed})) return;
    for (int i = 0; i < kLabels; ++i) {
        const double share = static_cast<double>(i) / (kLabels - 1);
        labels_[static_cast<size_t>(i)]->SetInput(numberText(low + (high - low) * share).c_str());
        labels_[static_cast<size_t>(i)]->VisibilityOn();
    }
}

void Legend::showPair(const std::string& title, const Colour& first, const std::string& firstWord, const Colour& second,
                      const std::string& secondWord) {
    if (!change({title, firstWord, secondWord, nullptr, first, second, 0.0, 1.0, false})) return;
    for (auto& label : labels_) label->VisibilityOff();
    labels_[0]->SetInput(secondWord.c_str());
    labels_[1]->SetInput(firstWord.c_str());
    labels_[0]->VisibilityOn();
    labels_[1]->VisibilityOn();
}

void Legend::place(int width, int height, double pixelRatio) {
    if (!visible_) return;
    const bool pair = shown_.ramp == nullptr;
    const double wide = 12.0 * pixelRatio, base = 18.0 * pixelRatio, right = width - 14.0 * pixelRatio;
    const double high = std::min((pair ? 44.0 : 128.0) * pixelRatio, 0.5 * height);
    for (int i = 0; i <= kSteps; ++i) {
        const double y = base + high * i / kSteps;
        corners_->SetPoint(2 * i, right - wide, y, 0);
        corners_->SetPoint(2 * i + 1, right, y, 0);
    }
    corners_->Modified();
    const auto put = [](vtkTextActor* text, double x, double y) {
        text->SetDisplayPosition(static_cast<int>(x), static_cast<int>(y));
    };
    put(title_, right, base + high + 14.0 * pixelRatio);
    const double words = right - wide - 6.0 * pixelRatio;
    for (int i = 0; i < kLabels; ++i) {
        const double share = pair ? 0.25 + 0.5 * i : static_cast<double>(i) / (kLabels - 1);
        put(labels_[static_cast<size_t>(i)], words, base + high * share);
    }
}

}  // namespace img2cadseq::viewer
