#pragma once
// Inside viewer/ only: what clicks mean while the user measures.

#include <optional>
#include <string>

#include "geometry/mesh.h"
#include "viewer/scene/measure_marks.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

/// What lies under the pointer.
struct Hit {
    Vec3 point;
    int face = -1;
};

class MeasureTool {
public:
    void addTo(vtkRenderer* overlay) { marks_.addTo(overlay); }
    void setLook(const Colour& colour, const Colour& ground, double pixelRatio) {
        marks_.setLook(colour, ground, pixelRatio);
    }
    void setMode(MeasureMode mode);
    MeasureMode mode() const { return mode_; }
    void clear();
    /// Text of the measurement that this click completes. `reach`: how far a corner may be to be taken for the point.
    std::optional<std::string> click(const Hit& hit, const Mesh& mesh, double reach, const LengthUnit& unit,
                                     const std::string& radiusWord);

private:
    std::optional<std::string> distance(const Vec3& point, const LengthUnit& unit);
    std::optional<std::string> radius(const Hit& hit, const Mesh& mesh, const LengthUnit& unit,
                                      const std::string& word);

    MeasureMode mode_ = MeasureMode::Off;
    std::optional<Vec3> first_;
    Marks marks_;
};

}  // namespace img2cadseq::viewer
