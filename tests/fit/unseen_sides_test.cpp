// Scans of parts that stood on something, or were seen from one side.

#include "fit/unseen_sides.h"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "fit/solids.h"
#include "synth/part.h"

namespace img2cadseq {
namespace {

using test::block;
using test::cloudOf;
using test::rectangle;

/// A block with a step and a bore from top to bottom.
CadSequence stepped() {
    CadSequence out;
    out.blocks = {
        block(2, {rectangle(-0.5, -0.35, 0.5, 0.35), {{{Circle{{-0.25, 0.0}, 0.12}}}}}, -0.2, 0.05, BooleanOp::New),
        block(2, {rectangle(0.1, -0.35, 0.5, 0.35), {}}, 0.05, 0.3, BooleanOp::Join)};
    return out;
}

/// Walls of 0.08 about a pocket whose mouth is below.
CadSequence trayUpsideDown() {
    CadSequence out;
    out.blocks = {block(2, {rectangle(-0.5, -0.4, 0.5, 0.4), {}}, -0.2, 0.2, BooleanOp::New),
                  block(2, {rectangle(-0.42, -0.32, 0.42, 0.32), {}}, -0.2, 0.12, BooleanOp::Cut)};
    return out;
}

PointCloud seenWhere(const csg::Solid& solid, const std::function<bool(const csg::SurfaceSample&)>& seen) {
    PointCloud cloud;
    for (const auto& sample : solid.sampleSurface(8192, Random(1)))
        if (seen(sample)) cloud.positions.push_back(cast<float>(sample.position));
    return cloud;
}

TEST(UnseenSides, AnUndersideIsPutWhereNoneWasSeen) {
    const csg::Solid solid(stepped());
    const PointCloud scan = seenWhere(solid, [](const auto& s) { return s.normal.z > -0.5; });
    const PointCloud faces = unseenSides(scan);
    double below = 0.0;
    for (const auto& s : solid.sampleSurface(8192, Random(1))) below += s.normal.z < -0.5;
    EXPECT_NEAR(static_cast<double>(faces.size()) / below, 0.9, 0.1) << "a little less near the walls' own points";
    ASSERT_EQ(faces.normals.size(), faces.size());
    ASSERT_EQ(faces.seen.size(), faces.size());
    size_t inBore = 0;
    for (size_t i = 0; i < faces.size(); ++i) {
        EXPECT_NEAR(faces.positions[i].z, -0.2f, 1e-3f);
        EXPECT_EQ(faces.normals[i].z, -1.0f);
        EXPECT_EQ(faces.seen[i], 0);
        inBore += std::hypot(faces.positions[i].x + 0.25f, faces.positions[i].y) < 0.09f;
    }
    EXPECT_EQ(inBore, 0u) << "the bore stays open";
}

TEST(UnseenSides, WhatOneLookDoesNotShowIsClosedOnThreeSides) {
    CadSequence box;
    box.blocks = {block(2, {rectangle(-0.5, -0.3, 0.5, 0.3), {}}, -0.25, 0.25, BooleanOp::New)};
    const PointCloud scan =
        seenWhere(csg::Solid(box), [](const auto& s) { return s.normal.x + s.normal.y + s.normal.z > 0.5; });
    const PointCloud faces = unseenSides(scan);
    EXPECT_NEAR(static_cast<double>(faces.size()) / static_cast<double>(scan.size()), 0.9, 0.1);
}

TEST(UnseenSides, ACloudThatGoesAllRoundIsLeftAlone) {
    for (const CadSequence& part : {stepped(), trayUpsideDown()})
        EXPECT_EQ(unseenSides(cloudOf(csg::Solid(part))).size(), 0u);
    for (uint64_t i = 0; i < 12; ++i) {
        const CadSequence part = synth::makePart(synth::kTestSeed, i).sequence;
        const Box3 box = csg::Solid(part).box();
        EXPECT_EQ(unseenSides(cloudOf(csg::Solid(normalised(part, box)))).size(), 0u) << i;
    }
}

TEST(UnseenSides, NothingIsNoCloud) {
    EXPECT_EQ(unseenSides({}).size(), 0u);
    PointCloud same;
    same.positions.assign(100, {0.1f, 0.2f, 0.3f});
    EXPECT_EQ(unseenSides(same).size(), 0u);
}

}  // namespace
}  // namespace img2cadseq
