#pragma once
// The image lifter (in the place of the paper's Dens3R): one picture of a part to its camera, to depth, thickness,
// normals and edges a pixel, and to an occupancy field that can be asked anywhere, for what no ray meets first or last.
// Each 2 x 2 pixels of the picture enter as one of four times the channels. Convolutions for what is local, a few
// attention layers over 8 x 8 picture tokens and a camera token for what is not, a few more over 16 x 16 on the way up.
// Camera and sides are read from the tokens.
// The field reads the features, of all scales, of the pixel under which a point lies (as PIFu does: Saito et al., ICCV
// 2019).

#include <map>
#include <string>

#include <torch/torch.h>

#include "nn/blocks.h"

namespace img2cadseq::nn {

struct LifterOptions {
    int64_t stem = 24, fine = 48, middle = 96, width = 192, heads = 6, layers = 8;
    int64_t stemBlocks = 1, levelBlocks = 2;  ///< residual blocks on the way down, at 64 x 64; at 32 x 32 and 16 x 16
    int64_t field = 96;                       ///< width of the occupancy field
    int64_t middleLayers = 0;                 ///< attention layers at 16 x 16, on the way up
    int64_t close = 0;                        ///< width of what reads parts of a crop; 0: there is none

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing; networks without the last were made before there were any.
    static LifterOptions fromMetadata(const std::map<std::string, std::string>& words);
};

/// Channels of LifterOutput::maps. Depths are along the camera's z axis, the canonical origin at 0, longest side 1.
struct LifterMaps {
    enum : int64_t {
        Mask,       ///< logit: the ray meets the part
        Front,      ///< depth of the first surface
        Thickness,  ///< depth of the last surface less that of the first
        NormalX,    ///< of the first surface, camera axes, not normalised
        NormalY,
        NormalZ,
        FrontDoubt,      ///< logarithm of the usual (median) error of Front
        ThicknessDoubt,  ///< the same of Thickness
        BoxX,  ///< canonical point of the first surface over the box's sides, -1/2 ... 1/2, in the axes of the
        BoxY,  ///< nearest hypothesis (normalised object coordinates: Wang et al., CVPR 2019). Only learnt: it
        BoxZ,  ///< sharpens what else is said of the picture
        Count
    };
};

/// Numbers of LifterOutput::camera. Pixels are shares of the crop's side. A canonical point x, with c = rotation * x,
/// is seen at   center + scale * (c.x, c.y) / (1 + perspective * c.z).
struct LifterCamera {
    static constexpr int64_t kHypotheses = 2;
    /// How Perspective is read: less than the least is none, and there is no more than the most.
    static constexpr double kLeastPerspective = 0.02, kMostPerspective = 0.95;
    enum : int64_t {
        Rotations = 0,                        ///< a row of six a hypothesis: first two rows, before Gram-Schmidt
        Votes = Rotations + 6 * kHypotheses,  ///< logits of the hypotheses
        CenterX = Votes + kHypotheses,        ///< from the crop's middle
        CenterY = CenterX + 1,
        LogScale = CenterY + 1,      ///< of the scale in crop sides a unit
        Perspective = LogScale + 1,  ///< 1 / distance of the origin
        LogSides = Perspective + 1,  ///< three a hypothesis: of the part's box, canonical axes, longest 1
        Count = LogSides + 3 * kHypotheses
    };
};

/// Numbers of one question to the occupancy field, about a canonical point x seen by a camera as in LifterCamera.
struct LifterQuery {
    enum : int64_t {
        PlaceX,  ///< where it is seen: -1 and 1 are the crop's borders, x to the right, y down
        PlaceY,
        Depth,  ///< along the camera's z axis, the canonical origin at 0
        BoxX,   ///< x over the box's sides: -1/2 ... 1/2
        BoxY,
        BoxZ,
        LogSideX,  ///< of the box, longest 1
        LogSideY,
        LogSideZ,
        ViewX,  ///< the camera's z axis in the axes of the box
        ViewY,
        ViewZ,
        Count
    };
};

struct LifterOutput {
    torch::Tensor maps;      ///< [B, LifterMaps::Count, kMapSide, kMapSide]
    torch::Tensor edges;     ///< [B, kEdgeSide, kEdgeSide], logits: an outline, ridge, valley or occlusion crosses
    torch::Tensor openings;  ///< [B, kEdgeSide, kEdgeSide], logits: looks into an opening that goes through the part
    torch::Tensor pockets;   ///< [B, kEdgeSide, kEdgeSide], logits: looks into a pocket (csg/pockets.h)
    torch::Tensor depths;    ///< the same size: logarithm of the depth of the pocket looked into over the box's side
    torch::Tensor aligned;   ///< the same size, logits: the surface faces along an axis of the box
    torch::Tensor levels;    ///< the same size: where along it that surface lies, 0 far side of the box, 1 near side
    torch::Tensor camera;    ///< [B, LifterCamera::Count]
    torch::Tensor features;  ///< [B, 2 fine, kMapSide / 2, kMapSide / 2], what the occupancy field reads
    torch::Tensor tokens;    ///< [B, kTokens, width]: picture and camera tokens, for networks that read them
    torch::Tensor sharp;     ///< [B, stem + fine / 4, kMapSide, kMapSide]: what edges and openings are read from
};

/// Logits as those of LifterOutput, [B, kEdgeSide, kEdgeSide], of a part of a crop at twice its size.
struct CloseOutput {
    torch::Tensor edges, openings;
};

/// Three-by-three rotations [..., 3, 3] of rows of six numbers [..., 6] by Gram-Schmidt.
torch::Tensor rotationsOf(const torch::Tensor& sixes);

class LifterImpl : public torch::nn::Module {
public:
    static constexpr int64_t kPictureSide = 256, kMapSide = 64, kEdgeSide = 128, kAcross = 8, kChannels = 5;
    static constexpr int64_t kTokens = kAcross * kAcross + 1;

    explicit LifterImpl(const LifterOptions& options);
    /// picture [B, kChannels, kPictureSide, kPictureSide]: see picture_input.h.
    LifterOutput forward(const torch::Tensor& picture);
    /// What edges and openings are where `picture` is a part of a crop, `output` what forward() said of it: the same,
    /// corrected by a head that has learnt from such parts, where there is one.
    CloseOutput close(const torch::Tensor& picture, const LifterOutput& output);
    /// Logits [B, N] that the points of `queries` [B, N, LifterQuery::Count] lie inside.
    torch::Tensor occupancy(const LifterOutput& output, const torch::Tensor& queries);
    const LifterOptions& options() const { return options_; }

private:
    LifterOptions options_;
    torch::nn::Conv2d enter_{nullptr}, toFine_{nullptr}, toMiddle_{nullptr}, toCoarse_{nullptr}, upMiddle_{nullptr},
        upFine_{nullptr}, maps_{nullptr}, edgeEnter_{nullptr}, edges_{nullptr}, openingEnter_{nullptr},
        openings_{nullptr}, pocketEnter_{nullptr}, pockets_{nullptr}, levelEnter_{nullptr}, levels_{nullptr};
    torch::nn::Conv2d closeEnter_{nullptr}, close_{nullptr};
    torch::nn::ModuleList stem_, fineDown_, middleDown_, fineUp_, middleUp_, layers_, middleLayers_, closeBlocks_;
    torch::Tensor places_, middlePlaces_;
    Norm norm_;
    torch::nn::Sequential camera_{nullptr}, field_{nullptr};
    torch::nn::Conv2d fieldMiddle_{nullptr}, fieldDeep_{nullptr};
    torch::nn::Linear fieldWhole_{nullptr};
};
TORCH_MODULE(Lifter);

}  // namespace img2cadseq::nn
