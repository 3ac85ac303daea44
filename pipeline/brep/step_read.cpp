#include <APIHeaderSection_MakeHeader.hxx>
#include <Interface_Static.hxx>
#include <STEPControl_Controller.hxx>
#include <STEPControl_Reader.hxx>
#include <StepBasic_Product.hxx>
#include <StepData_StepModel.hxx>
#include <TCollection_HAsciiString.hxx>
#include <TopoDS_Shape.hxx>
#include <sstream>

#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/step.h"
#include "brep/step_model.h"
#include "brep/trial.h"
#include "core/file.h"

namespace img2cadseq::brep {
namespace {

/// Slowest reading seen is ten times faster.
constexpr size_t kTrialSeconds = 20, kTrialBytesPerSecond = 50'000;

std::string plain(const Handle(TCollection_HAsciiString) & text) {
    return text.IsNull() ? std::string() : fromStepString(text->ToCString());
}

void describe(const Handle(StepData_StepModel) & model, StepInfo& info) {
    const APIHeaderSection_MakeHeader header(model);
    if (header.HasFs() && header.NbSchemaIdentifiers() > 0) info.schema = plain(header.SchemaIdentifiersValue(1));
    if (header.HasFd() && header.NbDescription() > 0) info.description = plain(header.DescriptionValue(1));
    if (header.HasFn()) {
        info.originatingSystem = plain(header.OriginatingSystem());
        info.timeStamp = plain(header.TimeStamp());
    }
    for (int i = 1; i <= model->NbEntities() && info.productName.empty(); ++i)
        if (const Handle(StepBasic_Product) product = Handle(StepBasic_Product)::DownCast(model->Value(i));
            !product.IsNull())
            info.productName = plain(product->Name());
}

/// Refuses what OCCT's parser should never see.
void checkFrame(const std::string& text, const std::string& name) {
    if (text.empty()) throw Error(ErrorCode::BadInput, name + " is empty");
    const size_t start = text.find("ISO-10303-21");
    if (start == std::string::npos || start > 4096)
        throw Error(ErrorCode::BadInput, name + " is not a STEP file", "it should begin with ISO-10303-21");
    if (text.find("DATA", start) == std::string::npos || text.rfind("ENDSEC") == std::string::npos ||
        text.rfind("END-ISO-10303-21") == std::string::npos)
        throw Error(ErrorCode::BadInput, name + " is cut off: its end is missing", "export or download it again");
}

/// OCCT's translator follows references without looking; one that is missing in a shape's own data would end the
/// program.
void checkEntities(const Handle(StepData_StepModel) & model, const std::string& name) {
    for (int i = 1; i <= model->NbEntities(); ++i) {
        if (!model->IsErrorEntity(i)) continue;
        const Handle(Standard_Transient)& entity = model->Value(i);
        const std::string type = entity->DynamicType()->Name();
        if (type.starts_with("StepGeom_") || type.starts_with("StepShape_") || type.starts_with("StepRepr_"))
            throw Error(ErrorCode::BadInput, name + " is damaged at #" + std::to_string(model->IdentLabel(entity)) +
                                                 " (" + type.substr(type.find('_') + 1) + ")");
    }
}

/// The caller holds the translators' lock.
TopoDS_Shape translated(const std::string& text, const std::string& name, StepInfo* info) {
    static const bool ready = STEPControl_Controller::Init();
    (void)ready;
    Interface_Static::SetCVal("xstep.cascade.unit", "MM");
    STEPControl_Reader reader;
    std::istringstream stream(text);
    if (reader.ReadStream("part", stream) != IFSelect_RetDone)
        throw Error(ErrorCode::BadInput, name + " cannot be read as STEP", "the file is damaged");
    checkEntities(reader.StepModel(), name);
    if (info) describe(reader.StepModel(), *info);
    reader.TransferRoots();
    return reader.OneShape();
}

}  // namespace

TopoDS_Shape shapeFromStep(const std::string& text, const std::string& name) {
    TopoDS_Shape shape;
    guarded(ErrorCode::BadInput, name, [&] {
        const std::lock_guard lock(translatorMutex());
        shape = translated(text, name, nullptr);
    });
    return shape;
}

Solid readStepText(const std::string& text, const std::string& name, StepInfo* info) {
    checkFrame(text, name);
    StepInfo found;
    TopoDS_Shape shape;
    guarded(ErrorCode::BadInput, name, [&] {
        const std::lock_guard lock(translatorMutex());
        // A damaged file can end the translator, or keep it for ever.
        const auto seconds = static_cast<unsigned>(kTrialSeconds + text.size() / kTrialBytesPerSecond);
        const TrialEnd end = tryInChild([&] { translated(text, name, nullptr); }, seconds);
        if (end != TrialEnd::Returned)
            throw Error(ErrorCode::BadInput, name + (end == TrialEnd::Crashed ? " is damaged: its shape cannot be built"
                                                                              : " takes too long to read"));
        shape = translated(text, name, &found);
    });
    if (shape.IsNull()) throw Error(ErrorCode::BadInput, name + " holds no shape");
    if (info) *info = std::move(found);
    return solidOf(shape);
}

Solid readStep(const std::filesystem::path& path, StepInfo* info) {
    return readStepText(readFile(path), path.string(), info);
}

}  // namespace img2cadseq::brep
