#pragma once
// The same pictures on a CUDA device, many at once. A library of its own (csg_device); built without CUDA, or run
// without a device, it says so and nothing else changes.

#include <span>

#include "csg/render.h"

namespace img2cadseq::csg {

/// Whether this build and this machine can render on a device.
bool deviceAvailable();

struct RenderJob {
    const Solid* solid;
    Camera camera;
};

/// One picture a job, as render() makes them; jobs with more surfaces along a ray than the device has room for are done
/// on the CPU. Throws Error(NoDevice) where there is no device or too little memory on it.
std::vector<Buffers> renderOnDevice(std::span<const RenderJob> jobs);

}  // namespace img2cadseq::csg
