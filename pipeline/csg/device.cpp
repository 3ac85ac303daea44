#include "csg/device.h"

#include <algorithm>
#include <string>

#include "core/error.h"
#include "csg/device_scene.h"
#include "csg/picture.h"

namespace img2cadseq::csg {

bool deviceAvailable() { return deviceCount() > 0; }

std::vector<Buffers> renderOnDevice(std::span<const RenderJob> jobs) {
    constexpr size_t kBatch = 4096;  // pictures a launch: bounds the memory
    if (!deviceAvailable()) throw Error(ErrorCode::NoDevice, "there is no CUDA device", "use the CPU");
    std::vector<Buffers> out;
    std::vector<Pixel> pixels;
    std::vector<uint8_t> overflow;
    for (size_t begin = 0; begin < jobs.size(); begin += kBatch) {
        const auto batch = jobs.subspan(begin, std::min(kBatch, jobs.size() - begin));
        const DeviceScene scene = deviceScene(batch);
        int largest = 0;
        for (const DeviceJob& job : scene.jobs) largest = std::max(largest, job.width * job.height);
        if (const char* wrong = runJobs(scene, largest, pixels, overflow))
            throw Error(ErrorCode::NoDevice, std::string("rendering on the device: ") + wrong, "use the CPU");
        for (size_t i = 0; i < batch.size(); ++i)
            out.push_back(overflow[i] ? render(*batch[i].solid, batch[i].camera) : pictureOf(scene.jobs[i], pixels));
    }
    return out;
}

}  // namespace img2cadseq::csg
