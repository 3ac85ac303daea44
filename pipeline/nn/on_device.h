#pragma once
// Private to nn/: work on a device that can fail for want of memory.

#include <c10/core/Device.h>
#include <c10/util/Exception.h>

#include "core/error.h"

namespace img2cadseq::nn {

/// Does `work`, whose tensors are on `device`. What goes wrong on a device other than the CPU is an Error(NoDevice).
template <class Work>
auto onDevice(const c10::Device& device, const Work& work) {
    if (device.is_cpu()) return work();
    constexpr const char* kInstead = "use --device cpu";
    try {
        return work();
    } catch (const c10::OutOfMemoryError&) {
        throw Error(ErrorCode::NoDevice, "the memory of " + device.str() + " is used up", kInstead);
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::NoDevice, device.str() + ": " + error.what_without_backtrace(), kInstead);
    }
}

}  // namespace img2cadseq::nn
