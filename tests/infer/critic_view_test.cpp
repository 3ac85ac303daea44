#include "infer/critic_view.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.h"
#include "csg/render.h"
#include "infer/candidate_source.h"
#include "infer/reading.h"
#include "infer/view_window.h"

namespace img2cadseq::infer {
namespace {

using nn::kCriticFine, nn::kCriticSide;

/// A box as a camera sees it, with what a perfect lifter would say of it.
Observation perfectlySeen(const CadSequence& box, const Vec3& sides) {
    Observation observation;
    View view;
    view.camera = Camera::lookAt({1.6, -1.9, 1.4}, {0, 0, 0}, {0, 0, 1}, 0.6, kViewSide, kViewSide);
    const csg::Buffers seen = csg::render(csg::Solid(box), view.camera);
    view.mask = Mask(kViewSide, kViewSide);
    view.depth = seen.front.depth;
    view.backDepth = seen.back.depth;
    view.normals = seen.front.normal;
    view.confidence = FloatMap(kViewSide, kViewSide, 1.0f);
    view.contrast = FloatMap(kViewSide, kViewSide);
    for (size_t i = 0; i < view.mask.data.size(); ++i) view.mask.data[i] = seen.hits.data[i] ? 255 : 0;
    view.edges.push_back({{64.25, 32.75}, 0.5});
    observation.guesses = {{view.camera, sides}};
    observation.view = view;
    observation.boxSize = sides;
    return observation;
}

Candidate candidateLike(const Observation& observation, const CadSequence& sequence) {
    Candidate candidate;
    candidate.sequence = sequence;
    candidate.camera = observation.view->camera;
    candidate.boxSize = observation.boxSize;
    return candidate;
}

TEST(CriticView, PictureAndTrueCandidateLookAlike) {
    const Vec3 sides{1.0, 0.6, 0.4};
    const CadSequence box = boxSequence(sides);
    const Observation observation = perfectlySeen(box, sides);
    const nn::CriticPicture picture = criticPicture(*observation.view);
    const nn::CriticCandidate candidate = criticCandidate(candidateLike(observation, box), observation);
    constexpr size_t kPixels = static_cast<size_t>(kCriticSide) * kCriticSide;
    size_t there = 0;
    for (size_t i = 0; i < kPixels; ++i) {
        EXPECT_EQ(picture.coarse[i] > 0, candidate.coarse[i] > 0);
        if (!picture.coarse[i]) continue;
        ++there;
        EXPECT_EQ(candidate.coarse[i], 64);                                                   // two of eight surfaces
        for (const auto& [ours, theirs] : {std::pair{2, 1}, {3, 2}, {4, 3}, {5, 4}, {6, 5}})  // depth ... normals
            EXPECT_NEAR(picture.coarse[static_cast<size_t>(ours) * kPixels + i],
                        candidate.coarse[static_cast<size_t>(theirs) * kPixels + i], 1);
    }
    EXPECT_GT(there, kPixels / 10);
    // The one edge that is seen, and the nine of a box of which a camera sees three faces.
    constexpr size_t kFine = static_cast<size_t>(kCriticFine) * kCriticFine;
    size_t marked = 0, drawn = 0;
    for (size_t i = 0; i < kFine; ++i) marked += picture.fine[i] > 0, drawn += candidate.fine[i] > 0;
    EXPECT_EQ(marked, 1u);
    EXPECT_EQ(picture.fine[32 * kCriticFine + 64], nn::shareByte(0.5));
    EXPECT_GT(drawn, 150u);
    EXPECT_LT(drawn, 900u);
}

TEST(CriticView, NumbersSaySidesTurnAndFill) {
    const Vec3 sides{1.0, 0.5, 0.25};
    const Observation observation = perfectlySeen(boxSequence(sides), sides);
    const Vec3 other{1.0, 0.5, 0.5};
    Candidate candidate = candidateLike(observation, boxSequence(other));
    candidate.score.total = 0.7;
    const auto numbers = criticCandidate(candidate, observation).numbers;
    EXPECT_NEAR(numbers[0], 0.0, 1e-4);
    EXPECT_NEAR(numbers[2], std::log(0.5), 1e-3);   // its own
    EXPECT_NEAR(numbers[5], std::log(0.25), 1e-4);  // as predicted
    EXPECT_NEAR(numbers[12], 0.0, 1e-4);            // no turn
    EXPECT_NEAR(numbers[22], 0.7, 1e-6);
    EXPECT_NEAR(numbers[24], 0.25, 1e-6);  // one block
    EXPECT_NEAR(numbers[25], 1.0, 1e-3);   // it fills its box
}

TEST(CriticView, WhatIsNoSolidIsRefused) {
    const Vec3 sides{1.0, 0.5, 0.25};
    const Observation observation = perfectlySeen(boxSequence(sides), sides);
    EXPECT_THROW(criticCandidate(candidateLike(observation, {}), observation), Error);
}

TEST(Reading, WithoutNetworksTheScoreIsTheEvidence) {
    const Vec3 sides{1.0, 0.6, 0.4};
    const CadSequence box = boxSequence(sides);
    const Observation observation = perfectlySeen(box, sides);
    const Reading reading(observation, {});
    const Candidate candidate = candidateLike(observation, box);
    const Score score = reading.score(candidate);
    EXPECT_LT(score.agreement, 0.0);
    EXPECT_EQ(score.total, Scorer(observation).score(box, csg::Solid(box), standpoint(candidate, observation)).total);
    EXPECT_GT(score.silhouette, 0.97);
    EXPECT_EQ(reading.promise(candidate), score.total);
}

}  // namespace
}  // namespace img2cadseq::infer
