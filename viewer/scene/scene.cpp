#include "viewer/scene/scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkMapper.h>

#include "geometry/lighting.h"

namespace img2cadseq::viewer {
namespace {

void addLights(vtkRenderer* renderer) {
    renderer->AutomaticLightCreationOff();
    for (const Lamp& lamp : kLamps) {
        vtkNew<vtkLight> light;
        light->SetLightTypeToCameraLight();
        light->SetPosition(lamp.place.x, lamp.place.y, lamp.place.z);
        light->SetFocalPoint(0, 0, 0);
        light->SetIntensity(lamp.strength);
        renderer->AddLight(light);
    }
}

}  // namespace

Scene::Scene() {
    vtkMapper::SetResolveCoincidentTopologyToPolygonOffset();
    renderer_->GradientBackgroundOn();
    addLights(renderer_);
    overlay_->SetLayer(1);
    overlay_->InteractiveOff();
    overlay_->SetErase(1);
    mesh_.addTo(renderer_);
    compare_.addTo(renderer_);
    compare_.setStyle({.opacity = 0.4, .cap = false});  // two fillings in one plane would fight
    cloud_.addTo(renderer_);
    legend_.addTo(overlay_);
    scaleBar_.addTo(overlay_);
    boxMarks_.addTo(overlay_);
    measure_.addTo(overlay_);
    picker_->SetTolerance(0.0);
    picker_->PickFromListOn();
    picker_->AddPickList(mesh_.surface());
    picker_->AddPickList(mesh_.cap());
    applyTheme();
}

void Scene::addTo(vtkRenderWindow* window) {
    window->SetNumberOfLayers(2);
    window->AddRenderer(renderer_);
    window->AddRenderer(overlay_);
}

void Scene::setCamera(vtkCamera* camera) {
    renderer_->SetActiveCamera(camera);
    overlay_->SetActiveCamera(camera);
}

void Scene::setPointSize(double pixels) {
    pointSize_ = pixels;
    cloud_.setPointSize(pointSize_, pixelRatio_);
}

void Scene::clear() {
    mesh_.clear();
    mesh_.setSection(std::nullopt);
    compare_.clear();
    compare_.setSection(std::nullopt);
    cloud_.clear();
    measure_.clear();
}

Box3 Scene::box() const {
    Box3 box;
    box.add(mesh_.box());
    box.add(compare_.box());
    box.add(cloud_.box());
    return box;
}

void Scene::setTheme(ViewTheme theme) {
    theme_ = theme;
    applyTheme();
}

void Scene::applyTheme() {
    const Palette& colours = palette(theme_);
    renderer_->SetBackground(colours.groundBottom.data());
    renderer_->SetBackground2(colours.groundTop.data());
    mesh_.setColours(colours.part, colours);
    compare_.setColours(colours.compare, colours);
    cloud_.setPalette(colours);
    legend_.setTheme(colours);
    scaleBar_.setTheme(colours);
    boxMarks_.setLook(colours.text, colours.groundBottom, pixelRatio_);
    measure_.setLook(colours.mark, colours.groundBottom, pixelRatio_);
}

void Scene::prepare(int width, int height, double pixelRatio) {
    if (pixelRatio != pixelRatio_) {
        pixelRatio_ = pixelRatio;
        mesh_.setPixelRatio(pixelRatio);
        compare_.setPixelRatio(pixelRatio);
        setPointSize(pointSize_);
        applyTheme();
    }
    vtkCamera* camera = renderer_->GetActiveCamera();
    mesh_.followCamera(camera);
    compare_.followCamera(camera);
    cloud_.followCamera(camera);
    const double viewHeight =
        camera->GetParallelProjection()
            ? 2.0 * camera->GetParallelScale()
            : 2.0 * camera->GetDistance() * std::tan(camera->GetViewAngle() * std::numbers::pi / 360.0);
    unitsPerPixel_ = viewHeight / std::max(1, height);
    const bool any = !box().empty();
    scaleBar_.setVisible(scaleBarShown_ && any);
    scaleBar_.update(unitsPerPixel_, width, unit_, pixelRatio);
    updateLegend();
    legend_.place(width, height, pixelRatio);
    updateBoxSizes();
    if (any) renderer_->ResetCameraClippingRange();
}

void Scene::updateLegend() {
    const Palette& colours = palette(theme_);
    const CloudColour shown = cloud_.empty() ? CloudColour::Plain : cloud_.shownColour();
    const std::string length = " [" + unit_.name + "]";
    if (mesh_.showsHeatMap()) {
        legend_.showRamp(words_.distance + length, distanceRamp, 0.0, mesh_.largestHeat() * unit_.perSceneUnit);
    } else if (shown == CloudColour::Importance) {
        legend_.showRamp(words_.importance, colours.values, 0.0, 1.0);
    } else if (shown == CloudColour::Confidence) {
        legend_.showRamp(words_.confidence, colours.values, 0.0, 1.0);
    } else if (shown == CloudColour::Depth) {
        legend_.showRamp(words_.depth + length, colours.values, 0.0, cloud_.range().high * unit_.perSceneUnit, true);
    } else if (shown == CloudColour::Seen) {
        legend_.showPair(words_.origin, colours.seen, words_.seen, colours.invented, words_.invented);
    } else {
        legend_.hide();
    }
}

void Scene::updateBoxSizes() {
    const BoxSizes wanted{boxShown_ ? box() : Box3{}, unit_};
    if (wanted == boxSizes_) return;
    boxSizes_ = wanted;
    boxMarks_.clear();
    markBox(boxMarks_, wanted.box, wanted.unit);
}

std::optional<Hit> Scene::pick(double x, double y) {
    if (mesh_.empty() || picker_->Pick(x, y, 0.0, renderer_) == 0) return std::nullopt;
    const double* p = picker_->GetPickPosition();
    const int face = picker_->GetActor() == mesh_.surface() ? mesh_.faceOfCell(picker_->GetCellId()) : -1;
    return Hit{{p[0], p[1], p[2]}, face};
}

std::optional<std::string> Scene::measureAt(double x, double y) {
    const std::optional<Hit> hit = pick(x, y);
    if (!hit) return std::nullopt;
    return measure_.click(*hit, mesh_.mesh(), 10.0 * pixelRatio_ * unitsPerPixel_, unit_, words_.radius);
}

}  // namespace img2cadseq::viewer
