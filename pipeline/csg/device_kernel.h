#pragma once
// Between device.cpp (C++) and device_kernel.cu (CUDA): plain arrays only.

#include "csg/pixel.h"

namespace img2cadseq::csg {

/// Room of one device thread: crossings of a block, and ends of all blocks' intervals, along one ray.
constexpr int kDeviceCrossings = 48, kDeviceEvents = 64;

/// One picture: its pixels are [firstPixel, firstPixel + width * height).
struct DeviceJob {
    int firstBlock, blockCount, firstPixel, width, height;
    double merge, nearest;
    uint64_t additive[kMaxBlocks / 64], inverted[kMaxBlocks / 64];
    RayFieldT<double> rays;
};

/// All jobs' arrays, one after the other; piece indices in blocks count over all jobs.
struct DeviceScene {
    std::vector<DeviceJob> jobs;
    std::vector<BlockT<double>> blocks;
    std::vector<double> ax, ay, bx, by, cx, cy, radius;
    std::vector<int8_t> turn;
    std::vector<int> face;
    int pixels = 0;
};

/// Pointers into a scene's arrays on one side, host or device.
struct ScenePointers {
    const DeviceJob* jobs;
    const BlockT<double>* blocks;
    const double *ax, *ay, *bx, *by, *cx, *cy, *radius;
    const int8_t* turn;
    const int* face;
};

/// Pixel `index` of one job. `overflow` is set where there was too little room.
inline I2C_HD Pixel traceJobPixel(const ScenePointers& p, const DeviceJob& job, int index, bool& overflow) {
    CrossingT<double> crossings[kDeviceCrossings];
    EventT<double> events[kDeviceEvents];
    ScratchT<double> scratch{{crossings, kDeviceCrossings}, events, kDeviceEvents};
    View view{p.blocks + job.firstBlock,
              job.blockCount,
              p.ax,
              p.ay,
              p.bx,
              p.by,
              p.cx,
              p.cy,
              p.radius,
              p.turn,
              p.face,
              nullptr,
              {},
              job.merge,
              {},
              {}};
    for (int word = 0; word < kMaxBlocks / 64; ++word) {
        view.additive[word] = job.additive[word];
        view.inverted[word] = job.inverted[word];
    }
    const int row = index / job.width;
    const double x = index % job.width + 0.5, y = row + 0.5;
    const Pixel pixel = tracePixel(view, job.rays, x, y, job.nearest, scratch);
    overflow = scratch.overflow || scratch.crossings.overflow;
    return pixel;
}

/// On the device: fills pixels and overflow (one a job). Empty, or what went wrong. Blocks are of the largest job's
/// size.
const char* runJobs(const DeviceScene& scene, int largest, std::vector<Pixel>& pixels, std::vector<uint8_t>& overflow);
/// Number of devices; 0 where there is no driver.
int deviceCount();

}  // namespace img2cadseq::csg
