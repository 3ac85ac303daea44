#include "document/input.h"

#include "brep/mesh.h"
#include "brep/step.h"
#include "cloud/cloud.h"
#include "core/suffix.h"
#include "document/recording.h"
#include "document/session.h"

namespace img2cadseq {

InputKind kindOf(const std::filesystem::path& path) {
    const std::string suffix = suffixOf(path);
    if (path.empty()) return InputKind::Nothing;
    if (isCloudFile(path)) return InputKind::Cloud;
    if (suffix == ".step" || suffix == ".stp") return InputKind::Solid;
    if (suffix == kSessionSuffix) return InputKind::Session;
    if (suffix == kRecordingSuffix) return InputKind::Recording;
    return InputKind::Photo;
}

DocumentInput readInput(const std::filesystem::path& path) {
    DocumentInput input;
    input.kind = kindOf(path);
    input.path = path;
    input.name = path.stem().string();
    switch (input.kind) {
        case InputKind::Photo: input.photo = readPhoto(path); break;
        case InputKind::Cloud: input.cloud = readCloud(path); break;
        case InputKind::Solid: input.solid = brep::mesh(brep::readStep(path)); break;
        case InputKind::Nothing: break;
        case InputKind::Session:
        case InputKind::Recording: throw Error(ErrorCode::Internal, path.string() + " is no input: it holds one");
    }
    return input;
}

DocumentInput inputOf(Image picture, const std::string& name) {
    DocumentInput input;
    input.kind = InputKind::Photo;
    input.name = name;
    Photo photo;
    photo.originalWidth = picture.width;
    photo.originalHeight = picture.height;
    photo.image = std::move(picture);
    input.photo = std::move(photo);
    return input;
}

}  // namespace img2cadseq
