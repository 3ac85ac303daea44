#include "csg/device.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "csg/device_scene.h"
#include "csg/fusion.h"
#include "csg/shapes.h"

namespace img2cadseq {
namespace {

using namespace test;

struct Case {
    csg::Solid solid;
    Camera camera;
};

std::vector<Case> cases() {
    std::vector<Case> list;
    const auto add = [&](const CadSequence& sequence, int size) {
        csg::Solid solid(sequence);
        const Box3 box = solid.box();
        const Vec3 eye = box.center() + Vec3{1.1, -1.4, 0.9} * box.diagonal();
        list.push_back({std::move(solid), Camera::lookAt(eye, box.center(), {0, 0, 1}, 0.6, size, size)});
    };
    add(sequence({block({{rectangle(0, 0, 6, 4), {circle(1, 1, 0.5)}}}, 0, 1),
                  block(circle(4, 2, 1), -1, 2, BooleanOp::Cut, {{0, 0, 0}, {1, 0, 0}, {0, 0.6, 0.8}})}),
        64);
    for (const ImportedModel& m : fusionModels(30)) add(m.sequence, 48);
    return list;
}

void expectSame(const csg::Buffers& a, const csg::Buffers& b) {
    int different = 0;
    for (size_t i = 0; i < a.hits.data.size(); ++i) {
        const bool same = a.hits.data[i] == b.hits.data[i] && a.front.block.data[i] == b.front.block.data[i] &&
                          a.front.face.data[i] == b.front.face.data[i] &&
                          std::abs(a.front.depth.data[i] - b.front.depth.data[i]) <= 1e-5f * a.front.depth.data[i] &&
                          std::abs(a.back.depth.data[i] - b.back.depth.data[i]) <= 1e-5f * a.back.depth.data[i];
        different += !same;
    }
    EXPECT_LE(different, 2);  // rays that meet an edge, where rounding decides
}

TEST(CsgDevice, HostTwinAgreesWithRender) {
    const std::vector<Case> list = cases();
    std::vector<csg::RenderJob> jobs;
    for (const Case& c : list) jobs.push_back({&c.solid, c.camera});
    const csg::DeviceScene scene = csg::deviceScene(jobs);
    std::vector<csg::Pixel> pixels(static_cast<size_t>(scene.pixels));
    int overflows = 0;
    for (size_t j = 0; j < jobs.size(); ++j) {
        const csg::DeviceJob& job = scene.jobs[j];
        bool any = false;
        for (int i = 0; i < job.width * job.height; ++i) {
            bool overflow = false;
            pixels[static_cast<size_t>(job.firstPixel + i)] =
                csg::traceJobPixel(csg::pointers(scene), job, i, overflow);
            any = any || overflow;
        }
        overflows += any;
        if (!any) expectSame(csg::pictureOf(job, pixels), csg::render(*jobs[j].solid, jobs[j].camera));
    }
    EXPECT_LE(overflows, 1);
}

TEST(CsgDevice, DeviceAgreesWithRender) {
    const std::vector<Case> list = cases();
    std::vector<csg::RenderJob> jobs;
    for (const Case& c : list) jobs.push_back({&c.solid, c.camera});
    if (!csg::deviceAvailable()) {
        EXPECT_THROW(csg::renderOnDevice(jobs), Error);
        GTEST_SKIP() << "no CUDA device here";
    }
    const std::vector<csg::Buffers> pictures = csg::renderOnDevice(jobs);
    ASSERT_EQ(pictures.size(), jobs.size());
    for (size_t j = 0; j < jobs.size(); ++j) expectSame(pictures[j], csg::render(*jobs[j].solid, jobs[j].camera));
}

}  // namespace
}  // namespace img2cadseq
