#include "viewer/scene/mesh_actor.h"

#include <algorithm>

#include <vtkCamera.h>
#include <vtkDataObject.h>
#include <vtkFloatArray.h>
#include <vtkPointData.h>
#include <vtkProperty.h>
#include <vtkShaderProperty.h>
#include <vtkUnsignedCharArray.h>

#include "geometry/lighting.h"
#include "viewer/scene/section.h"

namespace img2cadseq::viewer {
namespace {

constexpr const char* kUnseenArray = "unseen";

/// Stripes over what the photograph has not seen, in the fragment shader: they stay even however the part is turned.
void addStripes(vtkActor* actor) {
    vtkShaderProperty* shader = actor->GetShaderProperty();
    shader->AddVertexShaderReplacement("//VTK::PositionVC::Dec", true,
                                       "//VTK::PositionVC::Dec\nin float unseenIn;\nout float unseenVSOutput;\n",
                                       false);
    shader->AddVertexShaderReplacement("//VTK::PositionVC::Impl", true,
                                       "//VTK::PositionVC::Impl\n  unseenVSOutput = unseenIn;\n", false);
    shader->AddFragmentShaderReplacement("//VTK::PositionVC::Dec", true,
                                         "//VTK::PositionVC::Dec\nin float unseenVSOutput;\n", false);
    shader->AddFragmentShaderReplacement(
        "//VTK::Color::Impl", true,
        "//VTK::Color::Impl\n"
        "  if (unseenVSOutput > 0.5 && fract((gl_FragCoord.x - gl_FragCoord.y) / 9.0) < 0.34) {\n"
        "    diffuseColor = mix(diffuseColor, vec3(0.45, 0.22, 0.50), 0.55);\n"
        "    ambientColor = mix(ambientColor, vec3(0.45, 0.22, 0.50), 0.55);\n"
        "  }\n",
        false);
}

/// The hatching of a cut face, as in a drawing.
void addHatching(vtkActor* actor) {
    actor->GetShaderProperty()->AddFragmentShaderReplacement(
        "//VTK::Color::Impl", true,
        "//VTK::Color::Impl\n"
        "  if (fract((gl_FragCoord.x + gl_FragCoord.y) / 8.0) < 0.16) {\n"
        "    diffuseColor *= 0.62;\n"
        "    ambientColor *= 0.62;\n"
        "  }\n",
        false);
}

void setColour(vtkActor* actor, const Colour& colour) {
    actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
}

void drawAsLines(vtkActor* actor, vtkPolyDataMapper* mapper) {
    mapper->ScalarVisibilityOff();
    mapper->SetRelativeCoincidentTopologyLineOffsetParameters(0.0, -2.0);
    actor->SetMapper(mapper);
    actor->GetProperty()->LightingOff();
    actor->PickableOff();
}

}  // namespace

MeshActor::MeshActor() {
    surface_->SetMapper(surfaceMapper_);
    surfaceMapper_->SetRelativeCoincidentTopologyPolygonOffsetParameters(0.0, 2.0);
    vtkProperty* look = surface_->GetProperty();
    look->SetInterpolationToPhong();
    look->SetAmbient(kAmbient);
    look->SetDiffuse(kDiffuse);
    look->SetSpecular(0.16);
    look->SetSpecularPower(28);

    silhouetteFilter_->SetEnableFeatureAngle(0);
    silhouetteFilter_->BorderEdgesOff();
    silhouetteMapper_->SetInputConnection(silhouetteFilter_->GetOutputPort());
    drawAsLines(edges_, edgeMapper_);
    drawAsLines(silhouette_, silhouetteMapper_);
    drawAsLines(outline_, outlineMapper_);
    cap_->SetMapper(capMapper_);
    capMapper_->ScalarVisibilityOff();
    cap_->PickableOff();
    cap_->GetProperty()->SetAmbient(0.6);
    cap_->GetProperty()->SetDiffuse(0.4);
    addHatching(cap_);
    clear();
}

void MeshActor::addTo(vtkRenderer* renderer) {
    for (vtkActor* actor : {surface_.Get(), cap_.Get(), edges_.Get(), silhouette_.Get(), outline_.Get()})
        renderer->AddActor(actor);
}

void MeshActor::followCamera(vtkCamera* camera) {
    silhouetteFilter_->SetCamera(camera);
    if (camera->GetParallelProjection()) {
        silhouetteFilter_->SetDirectionToCameraVector();
    } else {
        silhouetteFilter_->SetDirectionToCameraOrigin();
    }
}

void MeshActor::setMesh(const Mesh& mesh) {
    mesh_ = mesh;
    box_ = mesh.box();
    faceColours_.clear();
    highlighted_.clear();
    unseen_.clear();
    heat_ = {};
    rebuild();
}

void MeshActor::clear() { setMesh({}); }

void MeshActor::setStyle(const MeshStyle& style) {
    const bool normalsChange = style.smooth != style_.smooth;
    style_ = style;
    if (normalsChange) rebuild();
    applyStyle();
}

void MeshActor::setColours(const Colour& part, const Palette& palette) {
    part_ = part;
    palette_ = palette;
    recolour();
    applyStyle();
}

void MeshActor::setPixelRatio(double ratio) {
    pixelRatio_ = ratio;
    applyStyle();
}

void MeshActor::setSection(const std::optional<SectionPlane>& plane) {
    section_ = plane;
    applySection();
    applyStyle();
}

void MeshActor::setFaceColours(const std::vector<Rgb>& colours) {
    faceColours_ = colours;
    recolour();
}

void MeshActor::setHighlighted(const std::vector<uint32_t>& faceIds) {
    highlighted_ = faceIds;
    recolour();
}

void MeshActor::setUnseen(const std::vector<bool>& unseen) {
    unseen_ = unseen;
    markUnseen();
}

void MeshActor::setHeatMap(const Mesh& surface, const std::vector<float>& values, double largest) {
    if (surface.triangles.empty() && !showsHeatMap()) return;
    const bool usable = !empty() && values.size() == surface.vertices.size() && largest > 0.0;
    heat_ = usable ? surface : Mesh{};
    heatValues_ = values;
    largestHeat_ = largest;
    rebuild();
}

int MeshActor::faceOfCell(long cell) const {
    const auto index = static_cast<size_t>(cell);
    const std::vector<uint32_t>& faces = drawn().faceIds;
    return cell >= 0 && index < faces.size() ? static_cast<int>(faces[index]) : -1;
}

void MeshActor::rebuild() {
    shaded_ = shadedSurface(drawn(), style_.smooth);
    connected_ = connectedSurface(mesh_);
    surfaceMapper_->SetInputData(shaded_.data);
    edgeMapper_->SetInputData(edgeLines(mesh_));
    silhouetteFilter_->SetInputData(connected_);
    recolour();
    markUnseen();
    applySection();
    applyStyle();
}

void MeshActor::recolour() {
    if (showsHeatMap()) {
        colourByHeat();
    } else if (!shaded_.faceOf.empty() && (!faceColours_.empty() || !highlighted_.empty())) {
        colourByFace();
    } else {
        shaded_.data->GetPointData()->SetScalars(nullptr);
        surfaceMapper_->ScalarVisibilityOff();
    }
}

Colour MeshActor::colourOfFace(uint32_t face) const {
    if (std::find(highlighted_.begin(), highlighted_.end(), face) != highlighted_.end()) return palette_.highlight;
    return face < faceColours_.size() ? toColour(faceColours_[face]) : part_;
}

void MeshActor::colourByFace() {
    const uint32_t last = *std::max_element(shaded_.faceOf.begin(), shaded_.faceOf.end());
    std::vector<Rgb> ofFace;
    for (uint32_t face = 0; face <= last; ++face) ofFace.push_back(toRgb(colourOfFace(face)));
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(3);
    for (const uint32_t face : shaded_.faceOf) {
        const Rgb& c = ofFace[face];
        colours->InsertNextTuple3(c.r, c.g, c.b);
    }
    shaded_.data->GetPointData()->SetScalars(colours);
    surfaceMapper_->SetColorModeToDirectScalars();
    surfaceMapper_->ScalarVisibilityOn();
}

void MeshActor::colourByHeat() {
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(3);
    for (const uint32_t vertex : shaded_.vertexOf) {
        const Rgb c = toRgb(distanceRamp(heatValues_[vertex] / largestHeat_));
        colours->InsertNextTuple3(c.r, c.g, c.b);
    }
    shaded_.data->GetPointData()->SetScalars(colours);
    surfaceMapper_->SetColorModeToDirectScalars();
    surfaceMapper_->ScalarVisibilityOn();
}

void MeshActor::markUnseen() {
    surface_->GetShaderProperty()->ClearAllVertexShaderReplacements();
    surface_->GetShaderProperty()->ClearAllFragmentShaderReplacements();
    surfaceMapper_->RemoveVertexAttributeMapping("unseenIn");
    shaded_.data->GetPointData()->RemoveArray(kUnseenArray);
    if (shaded_.faceOf.empty() || std::find(unseen_.begin(), unseen_.end(), true) == unseen_.end()) return;
    vtkNew<vtkFloatArray> marks;
    marks->SetName(kUnseenArray);
    for (const uint32_t face : shaded_.faceOf)
        marks->InsertNextValue(face < unseen_.size() && unseen_[face] ? 1.0F : 0.0F);
    shaded_.data->GetPointData()->AddArray(marks);
    surfaceMapper_->MapDataArrayToVertexAttribute("unseenIn", kUnseenArray, vtkDataObject::FIELD_ASSOCIATION_POINTS,
                                                  -1);
    addStripes(surface_);
}

void MeshActor::applyStyle() {
    const bool any = !empty();
    const bool translucent = style_.opacity < 0.999;
    setColour(surface_, part_);
    setColour(cap_, palette_.cap);
    surface_->SetVisibility(any && style_.shaded);
    surface_->GetProperty()->SetOpacity(style_.opacity);
    surface_->GetProperty()->SetBackfaceCulling(translucent && !section_);
    const bool lines = any && (style_.edges || !style_.shaded);
    edges_->SetVisibility(lines);
    silhouette_->SetVisibility(lines && style_.shaded && style_.smooth);
    cap_->SetVisibility(any && section_ && style_.shaded && style_.cap);
    outline_->SetVisibility(any && section_.has_value());
    for (vtkActor* actor : {edges_.Get(), silhouette_.Get(), outline_.Get()}) {
        setColour(actor, palette_.edge);
        actor->GetProperty()->SetLineWidth(static_cast<float>(1.4 * pixelRatio_));
    }
}

void MeshActor::applySection() {
    for (vtkPolyDataMapper* mapper : {surfaceMapper_.Get(), edgeMapper_.Get(), silhouetteMapper_.Get()})
        mapper->RemoveAllClippingPlanes();
    if (!section_ || empty()) {
        vtkNew<vtkPolyData> none;
        capMapper_->SetInputData(none);
        outlineMapper_->SetInputData(none);
        return;
    }
    plane_->SetOrigin(section_->origin.x, section_->origin.y, section_->origin.z);
    plane_->SetNormal(section_->normal.x, section_->normal.y, section_->normal.z);
    for (vtkPolyDataMapper* mapper : {surfaceMapper_.Get(), edgeMapper_.Get(), silhouetteMapper_.Get()})
        mapper->AddClippingPlane(plane_);
    const SectionCut made = cut(connected_, *section_);
    capMapper_->SetInputData(made.cap);
    outlineMapper_->SetInputData(made.outline);
}

}  // namespace img2cadseq::viewer
