#pragma once
// What a document was opened on.

#include <filesystem>
#include <optional>

#include "geometry/mesh.h"
#include "geometry/point_cloud.h"
#include "photo/photo.h"

namespace img2cadseq {

/// Nothing: the program invents parts. Solid: a STEP file, to look at and to compare with. Session, Recording: files
/// that hold an input and more.
enum class InputKind { Nothing, Photo, Cloud, Solid, Session, Recording };

/// By the file's suffix; what is not known is taken for a photo, which are read by content.
InputKind kindOf(const std::filesystem::path& path);

struct DocumentInput {
    InputKind kind = InputKind::Nothing;
    std::filesystem::path path;  ///< empty for nothing and for pasted pictures
    std::string name;            ///< for the title and file names: the stem, or "pasted picture", "invented part"
    std::optional<Photo> photo;
    PointCloud cloud;  ///< as in the file, its own unit and frame
    Mesh solid;        ///< mm
};

/// Reads the file. Seconds for large ones. Throws Error(BadInput or Io).
DocumentInput readInput(const std::filesystem::path& path);
/// A picture that is in no file: pasted, or from a camera.
DocumentInput inputOf(Image picture, const std::string& name);

}  // namespace img2cadseq
