// In place of device_kernel.cu where there is no CUDA compiler.

#include "csg/device_kernel.h"

namespace img2cadseq::csg {

int deviceCount() { return 0; }

const char* runJobs(const DeviceScene&, int, std::vector<Pixel>&, std::vector<uint8_t>&) {
    return "built without CUDA";
}

}  // namespace img2cadseq::csg
