#pragma once
// A camera as it is written to files. The JSON library is the caller's: this header knows none.

#include "geometry/camera.h"

namespace img2cadseq {

/// An object of all that a camera has; `rotation` by rows, lengths as they are.
template <class Json>
Json toObject(const Camera& camera) {
    const auto numbers = [](const Vec3& v) { return Json{v.x, v.y, v.z}; };
    Json object = Json::object();
    object["projection"] = camera.projection == Projection::Perspective ? "perspective" : "orthographic";
    object["rotation"] = Json::array();
    for (const Vec3& row : camera.rotation.row) object["rotation"].push_back(numbers(row));
    object["translation"] = numbers(camera.translation);
    object["focal"] = camera.focal;
    object["principal"] = Json{camera.principal.x, camera.principal.y};
    object["width"] = camera.width;
    object["height"] = camera.height;
    return object;
}

}  // namespace img2cadseq
