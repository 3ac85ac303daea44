#include "viewer/scene/measure_tool.h"

#include "viewer/measure.h"

namespace img2cadseq::viewer {

void MeasureTool::setMode(MeasureMode mode) {
    mode_ = mode;
    first_.reset();
}

void MeasureTool::clear() {
    first_.reset();
    marks_.clear();
}

std::optional<std::string> MeasureTool::click(const Hit& hit, const Mesh& mesh, double reach, const LengthUnit& unit,
                                              const std::string& radiusWord) {
    if (mode_ == MeasureMode::Radius) return radius(hit, mesh, unit, radiusWord);
    if (mode_ == MeasureMode::Distance)
        return distance(nearestCorner(mesh, hit.point, reach).value_or(hit.point), unit);
    return std::nullopt;
}

std::optional<std::string> MeasureTool::distance(const Vec3& point, const LengthUnit& unit) {
    marks_.addPoint(point);
    if (!first_) {
        first_ = point;
        return std::nullopt;
    }
    const std::string text = lengthText(norm(point - *first_), unit);
    marks_.addLine({*first_, point});
    marks_.addLabel((*first_ + point) * 0.5, text);
    first_.reset();
    return text;
}

std::optional<std::string> MeasureTool::radius(const Hit& hit, const Mesh& mesh, const LengthUnit& unit,
                                               const std::string& word) {
    if (hit.face < 0) return std::nullopt;
    const auto cylinder = cylinderOf(mesh, static_cast<uint32_t>(hit.face));
    if (!cylinder) return std::nullopt;
    const Vec3 foot = cylinder->center + cylinder->axis * dot(hit.point - cylinder->center, cylinder->axis);
    const std::string text = lengthText(cylinder->radius, unit);
    marks_.addPoint(hit.point);
    marks_.addLine({foot, hit.point});
    marks_.addLabel((foot + hit.point) * 0.5, "R " + text);
    return word + " " + text;
}

}  // namespace img2cadseq::viewer
