#include "nn/device.h"

#include <filesystem>

#include <ATen/Context.h>
#include <dlfcn.h>
#include <torch/cuda.h>

#include "core/device_name.h"
#include "core/error.h"
#include "core/log.h"

namespace img2cadseq::nn {
namespace {

/// LibTorch's part for CUDA devices lies beside its part for the CPU; it is not linked, since loading it takes time
/// and memory that most machines have no use for. Nothing happens where there is no driver or no such part.
void loadCudaPart() {
    if (!::dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL)) return;
    Dl_info where;
    if (::dladdr(reinterpret_cast<const void*>(&at::globalContext), &where) == 0) return;
    const std::filesystem::path part = std::filesystem::path(where.dli_fname).parent_path() / "libtorch_cuda.so";
    if (std::filesystem::exists(part) && !::dlopen(part.c_str(), RTLD_NOW | RTLD_LOCAL))
        logWarning("the CPU computes: ", ::dlerror());
}

/// What is computed there is the same each time, and in f32 throughout.
void makeExact() {
    at::globalContext().setDeterministicCuDNN(true);
    at::globalContext().setAllowTF32CuDNN(false);
}

}  // namespace

int cudaDevices() {
    static const int count = [] {
        loadCudaPart();
        return static_cast<int>(torch::cuda::device_count());
    }();
    return count;
}

std::string deviceNamed(const std::string& asked) {
    if (asked == "cpu") return asked;
    const std::optional<size_t> named = cudaIndexOf(asked);
    const size_t index = named.value_or(0);
    const auto count = static_cast<size_t>(cudaDevices());
    if (index >= count) {
        if (!named) return "cpu";
        throw Error(ErrorCode::NoDevice,
                    count == 0 ? "there is no CUDA device" : "there is no CUDA device " + std::to_string(index),
                    count == 0 ? "use --device cpu" : "the last one is cuda:" + std::to_string(count - 1));
    }
    makeExact();
    return "cuda:" + std::to_string(index);
}

}  // namespace img2cadseq::nn
