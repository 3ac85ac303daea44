#include "infer/loader.h"

#include <dlfcn.h>

namespace img2cadseq {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLibrary = "libinfer.so";
using Factory = Reconstructor*();

Factory* factory() {
    const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    for (const fs::path& place : {folder / ".." / "lib" / kLibrary, folder / kLibrary}) {
        if (!fs::exists(place)) continue;
        void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw Error(ErrorCode::Internal, std::string("cannot load ") + dlerror(), "install it again");
        if (void* symbol = dlsym(library, "img2cadseqMakeReconstructor")) return reinterpret_cast<Factory*>(symbol);
        throw Error(ErrorCode::Internal, place.string() + " is of another version", "install it again");
    }
    throw Error(ErrorCode::Internal, std::string(kLibrary) + " is not beside the program", "install it again");
}

}  // namespace

std::unique_ptr<Reconstructor> loadReconstructor() {
    static Factory* const make = factory();
    return std::unique_ptr<Reconstructor>(make());
}

}  // namespace img2cadseq
