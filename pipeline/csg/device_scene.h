#pragma once
// Jobs packed for the device, and their pixels unpacked.

#include <span>

#include "csg/device.h"
#include "csg/device_kernel.h"

namespace img2cadseq::csg {

DeviceScene deviceScene(std::span<const RenderJob> jobs);
ScenePointers pointers(const DeviceScene& scene);
Buffers pictureOf(const DeviceJob& job, const std::vector<Pixel>& pixels);

}  // namespace img2cadseq::csg
