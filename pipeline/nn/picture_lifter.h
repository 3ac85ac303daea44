#pragma once
// A crop of a picture -> what the lifter says of it, as plain data. No torch in this header.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "geometry/camera.h"
#include "geometry/picture_tokens.h"
#include "geometry/raster.h"

namespace img2cadseq::nn {

/// Maps are square, kMapSide pixels a side where nothing else is said, over the crop. Depths are along the camera's z
/// axis, the canonical origin at 0, in units of the part's longest side.
struct LiftedPicture {
    struct Hypothesis {
        Camera camera;  ///< canonical frame -> pixels of a crop of kMapSide pixels; looks at the origin
        Vec3 sides;     ///< of the part's box in the hypothesis's axes, longest 1
        double probability = 0.0;
    };
    struct Features;  ///< what the occupancy field reads

    FloatMap mask;                        ///< probability that the ray meets the part, behind what hides it too
    FloatMap front, thickness;            ///< of the first surface; from it to the last
    FloatMap frontDoubt, thicknessDoubt;  ///< their usual errors
    FloatMap edge;                        ///< probability of an outline, ridge, valley or occlusion; of kEdgeSide
    FloatMap openings;                    ///< probability of looking into a through opening; of kEdgeSide
    FloatMap pockets;                     ///< probability of looking into a pocket; of kEdgeSide
    FloatMap pocketDepths;                ///< of the pocket looked into, share of the box's side; of kEdgeSide
    FloatMap aligned;                     ///< probability that the surface faces along an axis of the box; of kEdgeSide
    FloatMap levels;                      ///< where along it, 0 far side of the box, 1 near side; of kEdgeSide
    Raster<Vec3f> normal;                 ///< of the first surface, unit, camera axes
    std::vector<Hypothesis> hypotheses;   ///< most probable first
    PictureTokens tokens;                 ///< of the picture as it was given
    std::shared_ptr<const Features> features;
};

/// What closer looks at parts of a crop show of what is small; of PictureLifter::kCloseMapSide pixels a side over all
/// of it, 0 where the mask has nothing.
struct CloseUp {
    FloatMap edge, openings;  ///< probabilities, as those of LiftedPicture
};

class PictureLifter {
public:
    /// How often picture and drawing are looked at: several times each, what the looks agree on being the answer, or
    /// once.
    enum class Care { Full, Glance };
    static constexpr int kPictureSide = 256, kMapSide = 64, kEdgeSide = 128;
    static constexpr int kCloseSide = 512, kCloseMapSide = 256;

    /// `device`: as deviceNamed() gives it. Throws Error (Io, BadWeights, NoDevice); so may whatever else computes.
    explicit PictureLifter(const std::filesystem::path& weights, const std::string& device = "cpu");
    ~PictureLifter();

    int tokenWidth() const;  ///< of LiftedPicture::tokens

    /// The camera is what the picture and a line drawing of its predicted edges say together: prints, colours and light
    /// that were never seen in training do not reach the drawing. `picture` and `mask` are of kPictureSide x
    /// kPictureSide pixels; the part's rectangle should take about three quarters of the side. An empty mask: not
    /// known. Thread-safe.
    LiftedPicture lift(const Image& picture, const Mask& mask, Care care = Care::Full) const;

    /// Probability that each ray meets the part, [kMapSide, kMapSide]; otherwise as lift(), and faster.
    FloatMap mask(const Image& picture, const Mask& mask, Care care = Care::Full) const;

    /// Nine parts of the crop, each looked at by itself, so twice as near as lift() looks: small holes that are lost
    /// there. What is larger than such a part is better told by lift(). `picture` and `mask` are of kCloseSide x
    /// kCloseSide pixels, the same crop.
    CloseUp closeUp(const Image& picture, const Mask& mask) const;

    /// Probability that each of side^3 cells over the box is material; cell (i, j, k) at (k * side + j) * side + i. The
    /// camera sees canonical axes in a crop of kMapSide pixels; `sides` of the box, which is centred at the origin.
    std::vector<float> occupancy(const LiftedPicture& lifted, const Camera& camera, const Vec3& sides, int side) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::nn
