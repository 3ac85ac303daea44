#include "viewer/scene/cloud_actor.h"

#include <algorithm>
#include <limits>

#include <vtkPointData.h>
#include <vtkProperty.h>

namespace img2cadseq::viewer {
namespace {

constexpr size_t kMostPoints = 200'000;  // more are not told apart on a screen

}  // namespace

CloudActor::CloudActor() {
    colours_->SetNumberOfComponents(3);
    mapper_->SetColorModeToDirectScalars();
    actor_->SetMapper(mapper_);
    actor_->GetProperty()->RenderPointsAsSpheresOn();
    actor_->GetProperty()->SetAmbient(0.3);
    actor_->GetProperty()->SetDiffuse(0.7);
    actor_->PickableOff();
    setCloud({});
}

void CloudActor::setCloud(const PointCloud& cloud) {
    cloud_ = cloud;
    data_ = points(cloud_, kMostPoints, kept_);
    box_ = {};
    for (const uint32_t i : kept_) box_.add(cast<double>(cloud_.positions[i]));
    data_->GetPointData()->SetScalars(colours_);
    mapper_->SetInputData(data_);
    actor_->SetVisibility(!empty());
    depthDirection_ = {0, 0, 0};
    recolour();
}

void CloudActor::setColour(CloudColour colour) {
    colour_ = colour;
    depthDirection_ = {0, 0, 0};
    recolour();
}

void CloudActor::setPalette(const Palette& palette) {
    palette_ = palette;
    depthDirection_ = {0, 0, 0};
    recolour();
}

void CloudActor::setPointSize(double pixels, double pixelRatio) {
    actor_->GetProperty()->SetPointSize(static_cast<float>(pixels * pixelRatio));
}

CloudColour CloudActor::shownColour() const {
    const auto has = [this](const auto& array) { return !array.empty() && array.size() == cloud_.size(); };
    switch (colour_) {
        case CloudColour::Importance: return has(cloud_.importance) ? colour_ : CloudColour::Plain;
        case CloudColour::Confidence: return has(cloud_.confidence) ? colour_ : CloudColour::Plain;
        case CloudColour::Seen: return has(cloud_.seen) ? colour_ : CloudColour::Plain;
        default: return colour_;
    }
}

void CloudActor::recolour() {
    const CloudColour shown = shownColour();
    if (shown == CloudColour::Depth) return;  // followCamera does it
    range_ = {};
    colours_->SetNumberOfTuples(static_cast<vtkIdType>(kept_.size()));
    for (size_t i = 0; i < kept_.size(); ++i) {
        const uint32_t point = kept_[i];
        Colour colour = palette_.point;
        if (shown == CloudColour::Importance) colour = palette_.values(cloud_.importance[point]);
        if (shown == CloudColour::Confidence) colour = palette_.values(cloud_.confidence[point]);
        if (shown == CloudColour::Seen) colour = cloud_.seen[point] ? palette_.seen : palette_.invented;
        const Rgb c = toRgb(colour);
        colours_->SetTuple3(static_cast<vtkIdType>(i), c.r, c.g, c.b);
    }
    colours_->Modified();
    data_->Modified();
}

void CloudActor::followCamera(vtkCamera* camera) {
    if (empty() || shownColour() != CloudColour::Depth) return;
    const double* d = camera->GetDirectionOfProjection();
    const Vec3 direction{d[0], d[1], d[2]};
    if (squaredNorm(direction - depthDirection_) < 1e-12) return;
    depthDirection_ = direction;
    colourByDepth(direction);
}

void CloudActor::colourByDepth(const Vec3& direction) {
    std::vector<double> depths;
    depths.reserve(kept_.size());
    for (const uint32_t i : kept_) depths.push_back(dot(cast<double>(cloud_.positions[i]), direction));
    const auto [low, high] = std::minmax_element(depths.begin(), depths.end());
    const double nearest = *low;
    const double span = std::max(*high - nearest, std::numeric_limits<double>::min());
    range_ = {0.0, span};
    colours_->SetNumberOfTuples(static_cast<vtkIdType>(kept_.size()));
    for (size_t i = 0; i < depths.size(); ++i) {
        const Rgb c = toRgb(palette_.values(1.0 - (depths[i] - nearest) / span));
        colours_->SetTuple3(static_cast<vtkIdType>(i), c.r, c.g, c.b);
    }
    colours_->Modified();
    data_->Modified();
}

}  // namespace img2cadseq::viewer
