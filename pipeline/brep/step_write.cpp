#include <APIHeaderSection_MakeHeader.hxx>
#include <Interface_EntityIterator.hxx>
#include <Interface_Static.hxx>
#include <Quantity_Color.hxx>
#include <STEPConstruct_Styles.hxx>
#include <STEPControl_Controller.hxx>
#include <STEPControl_Writer.hxx>
#include <Standard_Version.hxx>
#include <StepBasic_Product.hxx>
#include <StepData_Protocol.hxx>
#include <StepData_StepModel.hxx>
#include <StepData_StepWriter.hxx>
#include <StepRepr_RepresentationContext.hxx>
#include <StepVisual_Colour.hxx>
#include <StepVisual_MechanicalDesignGeometricPresentationRepresentation.hxx>
#include <StepVisual_PresentationStyleAssignment.hxx>
#include <StepVisual_StyledItem.hxx>
#include <TCollection_HAsciiString.hxx>
#include <TopoDS_Shape.hxx>
#include <XSControl_WorkSession.hxx>
#include <chrono>
#include <ctime>
#include <sstream>

#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/step.h"
#include "brep/step_model.h"
#include "brep/topology.h"
#include "core/file.h"

namespace img2cadseq::brep {
namespace {

Handle(TCollection_HAsciiString) occtString(const std::string& text) {
    return new TCollection_HAsciiString(stepString(text).c_str());
}

std::string now() {
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    return text;
}

void setParameters(const StepOptions& options) {
    static const bool ready = STEPControl_Controller::Init();
    (void)ready;
    const char* schema = options.schema == StepSchema::Ap203   ? "AP203"
                         : options.schema == StepSchema::Ap242 ? "AP242DIS"
                                                               : "AP214IS";
    Interface_Static::SetCVal("write.step.schema", schema);
    Interface_Static::SetCVal("write.step.unit", options.unit == LengthUnit::Inch ? "INCH" : "MM");
    Interface_Static::SetIVal("write.step.assembly", 0);
    // No curves in the surfaces' parameters: on planes and cylinders a reader has them from the curves in space, and
    // the file is half as long.
    Interface_Static::SetIVal("write.surfacecurve.mode", 0);
    Interface_Static::SetCVal("write.step.product.name", "part");
}

/// OCCT numbers the products of a process one after the other; the name given here takes that number's place.
void nameProduct(const Handle(StepData_StepModel) & model, const StepOptions& options) {
    for (int i = 1; i <= model->NbEntities(); ++i) {
        const Handle(StepBasic_Product) product = Handle(StepBasic_Product)::DownCast(model->Value(i));
        if (product.IsNull()) continue;
        product->SetId(occtString(options.productName));
        product->SetName(occtString(options.productName));
    }
}

void colour(const Handle(XSControl_WorkSession) & session, const TopoDS_Shape& shape, const Rgb& rgb) {
    STEPConstruct_Styles styles(session);
    const Quantity_Color given(rgb.r / 255.0, rgb.g / 255.0, rgb.b / 255.0, Quantity_TOC_sRGB);
    const Handle(StepVisual_Colour) encoded = STEPConstruct_Styles::EncodeColor(given);
    Handle(StepRepr_RepresentationContext) context;
    for (const TopoDS_Shape& body : solidsOf(shape)) {
        if (context.IsNull()) context = styles.FindContext(shape);
        const Handle(StepVisual_PresentationStyleAssignment) style =
            styles.MakeColorPSA(nullptr, encoded, encoded, nullptr, 0.0);
        styles.AddStyle(body, style, nullptr);
    }
    Handle(StepVisual_MechanicalDesignGeometricPresentationRepresentation) presentation;
    if (styles.CreateMDGPR(context, presentation)) session->Model()->AddWithRefs(presentation);
}

void fillHeader(const Handle(StepData_StepModel) & model, const StepOptions& options) {
    APIHeaderSection_MakeHeader header(model);
    header.SetName(occtString(options.productName));
    header.SetTimeStamp(occtString(options.timeStamp.empty() ? now() : options.timeStamp));
    header.SetAuthorValue(1, occtString(""));
    header.SetOrganizationValue(1, occtString(""));
    header.SetOriginatingSystem(occtString(options.program + (options.version.empty() ? "" : " " + options.version)));
    header.SetPreprocessorVersion(occtString("Open CASCADE STEP processor " OCC_VERSION_STRING_EXT));
    std::string description = options.productName;
    if (options.seed) description += ", seed " + std::to_string(*options.seed);
    header.SetDescriptionValue(1, occtString(description));
}

std::string printed(const Handle(StepData_StepModel) & model, const Handle(Interface_Protocol) & protocol) {
    StepData_StepWriter writer(model);
    writer.SendModel(Handle(StepData_Protocol)::DownCast(protocol));
    std::ostringstream text;
    writer.Print(text);
    return std::move(text).str();
}

}  // namespace

StepSchema stepSchemaOf(const std::string& word) {
    if (word == "ap203") return StepSchema::Ap203;
    return word == "ap242" ? StepSchema::Ap242 : StepSchema::Ap214;
}

std::string stepText(const Solid& solid, const StepOptions& options) {
    if (solid.empty()) throw Error(ErrorCode::BadGeometry, "there is no solid to write");
    std::string text;
    guarded(ErrorCode::BadGeometry, "writing STEP", [&] {
        const std::lock_guard lock(translatorMutex());
        setParameters(options);
        STEPControl_Writer writer;
        // A new model takes up the schema set above; the writer's first one was made before.
        writer.Model(true);
        // Without the graph of references and its checks, which take as long as the translation and more on large
        // parts.
        if (writer.Transfer(shapeOf(solid), STEPControl_AsIs, false) != IFSelect_RetDone)
            throw Error(ErrorCode::BadGeometry, "the solid cannot be translated to STEP");
        const Handle(StepData_StepModel) model = writer.Model();
        nameProduct(model, options);
        if (options.colour) colour(writer.WS(), shapeOf(solid), *options.colour);
        fillHeader(model, options);
        text = printed(model, writer.WS()->Protocol());
    });
    return text;
}

void writeStep(const Solid& solid, const std::filesystem::path& path, const StepOptions& options) {
    const std::string text = stepText(solid, options);
    if (const Verdict verdict = rereads(solid, text); !verdict.valid)
        throw Error(ErrorCode::BadGeometry, path.string() + " was not written: " + verdict.reason);
    writeFile(path, text);
}

}  // namespace img2cadseq::brep
