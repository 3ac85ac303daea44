#pragma once
// What the networks see of a point cloud: its own pose, and pictures of it along three axes (the triplane condition).
// No torch.

#include <array>
#include <cstddef>
#include <vector>

#include "cad/transform.h"
#include "geometry/camera.h"
#include "geometry/occupancy.h"
#include "geometry/picture_tokens.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::nn {

/// Maps the cloud into the networks' frame: the robust box (half a per cent of the points left out on either side of
/// every axis) to the centre of the unit box with its longest side 1; axes permuted so that x is the longest and z the
/// shortest; axes flipped so that the third moment along each is not negative. The rotation is a signed permutation,
/// mirrors included. So the 48 poses of a part look the same to the network. Throws Error(BadInput) for fewer than 16
/// points, for coordinates that are not finite, and for a cloud without extent.
Similarity networkPose(const PointCloud& cloud);

/// Box of the middle 99 % of the points along every axis.
Box3 robustBox(const PointCloud& cloud);

/// Three pictures, looking along x, y and z, and a histogram of the coordinates along each. For the axis `a` the
/// picture's columns follow axis a + 1 and its rows axis a + 2 (cyclic), both over [-0.55, 0.55].
struct CloudInput {
    enum Channel : int {
        Count,     ///< points in the pixel: 0, or 1 and logarithmic
        Least,     ///< coordinate along the axis (0 where empty)
        Greatest,  ///< the same
        Normal,    ///< mean squared component along the axis (0 without normals)
        Edge,      ///< strongest one (0 without edges)
        Seen,      ///< share of the points that were seen (0 where that is not known)
        Slabs      ///< mean occupancy of each of kSlabs equal parts of the box along the axis (0 without occupancy)
    };
    static constexpr int kSide = 64, kSlabs = 4, kChannels = Slabs + kSlabs, kBins = 128;
    static constexpr float kReach = 0.55f;
    /// [axis][channel][row][column]
    std::vector<float> planes = std::vector<float>(3 * kChannels * kSide * kSide, 0.0f);
    /// [axis][bin]: share of the points times kBins / 8, square root taken.
    std::vector<float> histograms = std::vector<float>(3 * kBins, 0.0f);
};

/// What the networks are given of a part: points of its surface and, of pictures, where its edges are seen and how
/// probably each place is material.
struct Evidence {
    const PointCloud* cloud = nullptr;  ///< none: nothing is known
    const PointCloud* edges =
        nullptr;  ///< their strength as confidence, in the cloud's frame; none or empty: not known
    const Occupancy* occupancy = nullptr;   ///< in the cloud's frame; none or without cells: not known
    const PictureTokens* tokens = nullptr;  ///< what the lifter makes of the picture; none or without cells: not known
    const Camera* camera = nullptr;  ///< the picture's, in the cloud's frame; there is one where there are tokens
};

/// `pose` as networkPose() gave it for the cloud, which there must be. Points out of reach are left out.
CloudInput cloudInput(const Evidence& evidence, const Similarity& pose);

}  // namespace img2cadseq::nn
