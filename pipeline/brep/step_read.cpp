#include <APIHeaderSection_MakeHeader.hxx>
#include <HeaderSection_FileName.hxx>
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
#include "core/file.h"

namespace img2cadseq::brep {
namespace {

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

}  // namespace

TopoDS_Shape shapeFromStep(const std::string& text, const std::string& name, StepInfo* info) {
    checkFrame(text, name);
    TopoDS_Shape shape;
    guarded(ErrorCode::BadInput, name, [&] {
        const std::lock_guard lock(translatorMutex());
        static const bool ready = STEPControl_Controller::Init();
        (void)ready;
        Interface_Static::SetCVal("xstep.cascade.unit", "MM");
        STEPControl_Reader reader;
        std::istringstream stream(text);
        if (reader.ReadStream("part", stream) != IFSelect_RetDone)
            throw Error(ErrorCode::BadInput, name + " cannot be read as STEP", "the file is damaged");
        if (info) describe(reader.StepModel(), *info);
        reader.TransferRoots();
        shape = reader.OneShape();
    });
    return shape;
}

Solid readStepText(const std::string& text, const std::string& name, StepInfo* info) {
    StepInfo found;
    const TopoDS_Shape shape = shapeFromStep(text, name, &found);
    if (shape.IsNull()) throw Error(ErrorCode::BadInput, name + " holds no shape");
    if (info) *info = std::move(found);
    return solidOf(shape);
}

Solid readStep(const std::filesystem::path& path, StepInfo* info) {
    return readStepText(readFile(path), path.string(), info);
}

}  // namespace img2cadseq::brep
