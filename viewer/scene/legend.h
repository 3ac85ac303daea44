#pragma once
// Inside viewer/ only: the bar that says what the colours of a cloud or of distances mean.

#include <array>
#include <string>

#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>

#include "viewer/colours.h"

namespace img2cadseq::viewer {

/// Stands in the lower right corner: title above, words left of the bar.
class Legend {
public:
    Legend();

    void addTo(vtkRenderer* renderer);
    void setTheme(const Palette& palette);
    void hide();
    /// From `low` at the foot to `high` at the top; `reversed` turns the colours, not the numbers.
    void showRamp(const std::string& title, Colour (*ramp)(double), double low, double high, bool reversed = false);
    /// Two colours with a word each, the first above.
    void showPair(const std::string& title, const Colour& first, const std::string& firstWord, const Colour& second,
                  const std::string& secondWord);
    /// Sizes in device pixels.
    void place(int width, int height, double pixelRatio);

private:
    static constexpr int kSteps = 48, kLabels = 5;
    /// What is shown, so that the same wish each frame costs nothing.
    struct Content {
        std::string title, first, second;
        Colour (*ramp)(double) = nullptr;
        Colour firstColour{}, secondColour{};
        double low = 0.0, high = 0.0;
        bool reversed = false;
        bool operator==(const Content&) const = default;
    };
    bool change(const Content& wanted);
    Colour colourOf(int step) const;

    Content shown_;
    bool visible_ = false;
    vtkNew<vtkPoints> corners_;
    vtkNew<vtkPolyData> strip_;
    vtkNew<vtkActor2D> bar_;
    vtkNew<vtkTextActor> title_;
    std::array<vtkNew<vtkTextActor>, kLabels> labels_;
};

}  // namespace img2cadseq::viewer
