#include <cuda_runtime.h>

#include "csg/device_kernel.h"

namespace img2cadseq::csg {
namespace {

constexpr int kThreads = 128;

__global__ void traceJobs(ScenePointers scene, Pixel* pixels, uint8_t* overflow) {
    const DeviceJob& job = scene.jobs[blockIdx.y];
    const int index = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    if (index >= job.width * job.height) return;
    bool full = false;
    pixels[job.firstPixel + index] = traceJobPixel(scene, job, index, full);
    if (full) overflow[blockIdx.y] = 1;
}

/// Device memory for one call; frees itself.
class Memory {
public:
    ~Memory() {
        for (void* p : blocks_) cudaFree(p);
    }
    template <class T>
    T* room(size_t count) {
        void* p = nullptr;
        if (error_ == cudaSuccess) error_ = cudaMalloc(&p, (count > 0 ? count : 1) * sizeof(T));
        if (p) blocks_.push_back(p);
        return static_cast<T*>(p);
    }
    template <class T>
    const T* copy(const std::vector<T>& values) {
        T* const p = room<T>(values.size());
        if (error_ == cudaSuccess)
            error_ = cudaMemcpy(p, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice);
        return p;
    }
    template <class T>
    void fetch(std::vector<T>& values, const T* from) {
        if (error_ == cudaSuccess)
            error_ = cudaMemcpy(values.data(), from, values.size() * sizeof(T), cudaMemcpyDeviceToHost);
    }
    void check(cudaError_t error) {
        if (error_ == cudaSuccess) error_ = error;
    }
    cudaError_t error() const { return error_; }

private:
    std::vector<void*> blocks_;
    cudaError_t error_ = cudaSuccess;
};

}  // namespace

int deviceCount() {
    int count = 0;
    return cudaGetDeviceCount(&count) == cudaSuccess ? count : 0;
}

const char* runJobs(const DeviceScene& scene, int largest, std::vector<Pixel>& pixels, std::vector<uint8_t>& overflow) {
    Memory memory;
    const ScenePointers pointers{memory.copy(scene.jobs), memory.copy(scene.blocks), memory.copy(scene.ax),
                                 memory.copy(scene.ay),   memory.copy(scene.bx),     memory.copy(scene.by),
                                 memory.copy(scene.cx),   memory.copy(scene.cy),     memory.copy(scene.radius),
                                 memory.copy(scene.turn), memory.copy(scene.face)};
    pixels.resize(static_cast<size_t>(scene.pixels));
    overflow.assign(scene.jobs.size(), 0);
    Pixel* const out = memory.room<Pixel>(pixels.size());
    auto* const full = const_cast<uint8_t*>(memory.copy(overflow));
    if (memory.error() == cudaSuccess) {
        const dim3 grid(static_cast<unsigned>((largest + kThreads - 1) / kThreads),
                        static_cast<unsigned>(scene.jobs.size()));
        traceJobs<<<grid, kThreads>>>(pointers, out, full);
        memory.check(cudaGetLastError());
    }
    memory.fetch(pixels, static_cast<const Pixel*>(out));
    memory.fetch(overflow, static_cast<const uint8_t*>(full));
    return memory.error() == cudaSuccess ? nullptr : cudaGetErrorString(memory.error());
}

}  // namespace img2cadseq::csg
