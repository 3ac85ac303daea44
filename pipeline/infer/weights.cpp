#include "infer/weights.h"

#include "core/error.h"
#include "core/sha256.h"

namespace img2cadseq::infer {

namespace fs = std::filesystem;

fs::path weightsFolder(const std::string& asked) {
    if (!asked.empty()) {
        if (fs::is_directory(asked)) return asked;
        throw Error(ErrorCode::BadWeights, asked + " is no folder of weights", "name one with --models");
    }
    std::error_code failed;
    fs::path folder = fs::read_symlink("/proc/self/exe", failed).parent_path();
    for (int up = 0; up < 4; ++up, folder = folder.parent_path())
        for (const char* name : {"models", "share/img2cadseq/models"})
            if (fs::exists(folder / name / "codes.safetensors", failed)) return folder / name;
    return {};
}

WeightHashes weightHashes(const fs::path& folder, std::initializer_list<const char*> names) {
    WeightHashes hashes;
    for (const char* name : names) hashes[name] = sha256OfFile(folder / name);
    return hashes;
}

}  // namespace img2cadseq::infer
