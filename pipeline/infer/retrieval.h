#pragma once
// The nearest of many generated parts to a cloud, each stretched to the cloud's box. The index is made once, in some
// seconds, and kept in a file of the caller's choice; nothing of it need be shipped.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "cad/sequence.h"
#include "geometry/point_cloud.h"
#include "infer/part_descriptor.h"

namespace img2cadseq::infer {

/// Parts are synth::makePart(kRetrievalSeed, 0 ... kRetrievalParts - 1).
inline constexpr uint64_t kRetrievalSeed = 900'000;
inline constexpr size_t kRetrievalParts = 20'000;

struct RetrievedPart {
    CadSequence sequence;   ///< in the query's frame, its box about the query's
    uint64_t index = 0;     ///< of the part
    PartTurn turn;          ///< how the part was turned
    double distance = 0.0;  ///< two-way mean distance to the cloud, in units of the query; or 1 less the expected IoU
};

/// Immutable and thread-safe once made.
class PartIndex {
public:
    /// `threads` 0: all cores. Throws Error(Stopped).
    static PartIndex make(size_t parts = kRetrievalParts, uint64_t seed = kRetrievalSeed, unsigned threads = 0,
                          std::stop_token stop = {});

    /// The index in `file`, or a new one that is then written there, where there is none, or a damaged one, or one of
    /// other parts. Several processes may do this at once. Where it cannot be written, that is logged and nothing else.
    static PartIndex open(const std::filesystem::path& file, size_t parts = kRetrievalParts,
                          uint64_t seed = kRetrievalSeed, unsigned threads = 0, std::stop_token stop = {});

    /// The `count` nearest, nearest first; fewer where fewer fit. `size`: sides of the part's box, centred at `center`;
    /// points outside count as on its rim. A function of the arguments alone. Empty for an empty cloud; throws
    /// Error(BadInput) where a side of the box is not positive or a number not finite.
    std::vector<RetrievedPart> nearest(const PointCloud& cloud, const Vec3& center, const Vec3& size,
                                       size_t count) const;

    /// The `count` that overlap most with a predicted occupancy, in a box of `size` at the origin, best first; `wanted`
    /// gives each cell's probability in the order of part_descriptor.h, side^3 of them. Those alike but for a hair are
    /// one.
    std::vector<RetrievedPart> overlapping(std::span<const float> wanted, int side, const Vec3& size,
                                           size_t count) const;

    size_t size() const { return parts_.size(); }

private:
    PartIndex() = default;
    uint64_t seed_ = 0;
    std::vector<PartDescriptor> parts_;
};

}  // namespace img2cadseq::infer
