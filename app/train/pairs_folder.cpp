#include "pairs_folder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cad/json.h"
#include "core/error.h"
#ifdef IMG2CADSEQ_PHOTO
#include "photo/photo.h"
#endif

namespace img2cadseq::train {
namespace {

namespace fs = std::filesystem;

Image pictureIn(const fs::path& folder) {
#ifdef IMG2CADSEQ_PHOTO
    for (const char* name : {"photo.png", "photo.jpg", "photo.jpeg", "photo.heic"})
        if (fs::exists(folder / name)) return readPhoto(folder / name).image;
    throw Error(ErrorCode::BadInput, folder.string() + ": there is no photo.png or photo.jpg",
                "a pair is a folder of photo, sequence.json and camera.json");
#else
    throw Error(ErrorCode::BadInput, folder.string() + ": this program was built without what reads photographs",
                "use the release preset");
#endif
}

Vec3 vectorOf(const nlohmann::json& json) { return {json.at(0), json.at(1), json.at(2)}; }

Camera cameraIn(const fs::path& file) {
    std::ifstream in(file);
    if (!in)
        throw Error(ErrorCode::Io, "cannot read " + file.string(),
                    "a pair is a folder of photo, sequence.json and camera.json");
    try {
        const nlohmann::json json = nlohmann::json::parse(in);
        Camera camera;
        const std::string projection = json.at("projection");
        if (projection != "perspective" && projection != "orthographic")
            throw Error(ErrorCode::BadInput, file.string() + ": there is no projection '" + projection + "'",
                        "say perspective or orthographic");
        camera.projection = projection == "perspective" ? Projection::Perspective : Projection::Orthographic;
        for (size_t r = 0; r < 3; ++r) camera.rotation.row[r] = vectorOf(json.at("rotation").at(r));
        camera.translation = vectorOf(json.at("translation"));
        camera.focal = json.at("focal");
        camera.principal = {json.at("principal").at(0), json.at("principal").at(1)};
        camera.width = json.at("width");
        camera.height = json.at("height");
        const auto& [x, y, z] = camera.rotation.row;
        if (!(camera.focal > 0.0) || !(norm(cross(x, y) - z) < 1e-3) || !(std::abs(norm(x) - 1.0) < 1e-3))
            throw Error(ErrorCode::BadInput, file.string() + ": no camera has this rotation and focal length",
                        "the rows of the rotation are unit vectors, square to each other and right-handed");
        return camera;
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::BadInput, file.string() + " is no camera: " + error.what(),
                    "it needs projection, rotation, translation, focal, principal, width and height");
    }
}

}  // namespace

std::vector<learn::PicturePair> readPairs(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.is_directory() && fs::exists(entry.path() / "sequence.json")) folders.push_back(entry.path());
    if (failed) throw Error(ErrorCode::Io, "cannot read the folder " + folder.string(), failed.message());
    if (folders.empty())
        throw Error(ErrorCode::BadInput, "there are no pairs in " + folder.string(),
                    "a pair is a folder of photo, sequence.json and camera.json");
    std::sort(folders.begin(), folders.end());
    std::vector<learn::PicturePair> pairs;
    for (const fs::path& one : folders) {
        learn::PicturePair pair{one.filename().string(), pictureIn(one), readSequence((one / "sequence.json").string()),
                                cameraIn(one / "camera.json")};
        if (pair.picture.width != pair.camera.width || pair.picture.height != pair.camera.height)
            throw Error(ErrorCode::BadInput, one.string() + ": photo and camera are of different sizes",
                        "the camera's width and height are those of the photo, turned upright");
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

}  // namespace img2cadseq::train
