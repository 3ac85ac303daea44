#pragma once
// What is known of a part before it is reconstructed, and the candidates that explain it. Plain data, in the canonical
// frame: the part's box centred at the origin, its longest side 1.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cad/sequence.h"
#include "geometry/box.h"
#include "geometry/camera.h"
#include "geometry/occupancy.h"
#include "geometry/picture_tokens.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// A straight edge seen in the picture, in the view's pixels.
struct LineSegment {
    Vec2 start, end;
};

/// A place on an edge seen in the picture, to a fraction of a pixel.
struct EdgePoint {
    Vec2 position;          ///< in the view's pixels
    double strength = 1.0;  ///< 0..1
};

/// A picture of the part: a square crop around it. All maps have the camera's width and height: what was predicted at
/// another size is resampled to it. Depths are along the camera's z axis, as Camera::project gives them. Where depth or
/// normals are unknown at a pixel: infinite depth, zero normal. What closer looks show has a finer size of its own.
struct View {
    Camera camera;                      ///< best estimate so far: canonical frame -> pixels of the crop
    std::optional<double> focal;        ///< focal length in pixels of the crop, where the photograph says it
    Mask mask;                          ///< the part's pixels
    std::vector<LineSegment> segments;  ///< straight edges inside and around the mask
    std::vector<EdgePoint> edges;       ///< inside and around the mask; may be empty
    FloatMap depth;                     ///< predicted depth of the front surface; may be empty
    FloatMap backDepth;                 ///< predicted depth of the last surface; may be empty
    Raster<Vec3f> normals;              ///< predicted outward normals of the front, canonical frame; may be empty
    FloatMap openings;                  ///< predicted: looks into a through opening, 0..1; may be empty
    FloatMap pockets;                   ///< predicted: looks into a pocket, 0..1; may be empty
    FloatMap pocketDepths;              ///< predicted depth of the pocket looked into, share of the part's side there
    FloatMap aligned;                   ///< predicted: the surface faces along an axis of the box, 0..1; may be empty
    FloatMap levels;                    ///< where along it the surface lies, 0 far side of the box, 1 near side
    FloatMap confidence;                ///< of depth and normals, 0..1; may be empty
    FloatMap closeOpenings;             ///< `openings` as closer looks show small ones; may be empty
    std::vector<EdgePoint> closeEdges;  ///< edges as closer looks show them, in pixels of closeOpenings
};

/// A camera that may be the picture's, with the sides of the part's box that go with it (longest 1).
struct CameraGuess {
    Camera camera;
    Vec3 boxSize{1, 1, 1};
};

struct Observation {
    std::optional<View> view;
    std::vector<CameraGuess> guesses;    ///< as predicted, best first: what candidates are priced by
    PointCloud cloud;                    ///< of the whole surface; empty where nothing is known
    PointCloud edges;                    ///< where edges are seen, in the cloud's frame, their strength as confidence
    bool cloudMeasured = false;          ///< given by the user (true) or predicted from the picture (false)
    Vec3 boxSize{1, 1, 1};               ///< predicted or measured sides of the part's box, longest 1
    bool sidesKnown = false;             ///< boxSize and those of the guesses were measured, not predicted
    std::optional<Occupancy> occupancy;  ///< predicted; goes with the view's camera
    PictureTokens tokens;                ///< what the lifter makes of the view's picture; may have no cells
    double probability = 1.0;            ///< that the part lies as the view's camera says
    double share = 1.0;                  ///< of the samples, beside other readings of the same picture
};

/// How well a candidate explains the evidence; each in [0, 1], 1 is best, negative: no such evidence.
struct Score {
    double cloud = -1.0;       ///< two-way distance to the cloud
    double silhouette = -1.0;  ///< IoU of its silhouette with the mask, under its own refined camera
    double edges = -1.0;       ///< agreement of its edges with the picture's
    double relief = -1.0;      ///< agreement of its normals, depth and thickness with the predicted ones
    double openings = -1.0;    ///< IoU of the openings that it shows with those predicted
    double pockets = -1.0;     ///< IoU of the pockets that it shows with those predicted
    double holes = -1.0;       ///< share of the small holes that closer looks are sure of that it has, by how sure
    double levels = -1.0;      ///< agreement of what faces along the box's axes, and where along them it lies
    double occupancy = -1.0;   ///< expected IoU with the predicted occupancy
    double agreement = -1.0;   ///< of its construction with what is seen, by the networks' alignment of the two
    double total = 0.0;
};

/// One explanation of the evidence.
struct Candidate {
    CadSequence sequence;  ///< canonical frame, longest side about 1
    std::string source;    ///< "diffusion", "visual hull", "turned", "retrieval", "box", ...
    uint64_t seed = 0;
    int sample = 0;  ///< index within its source
    Camera camera;   ///< refined for this candidate; meaningful where there is a view
    Vec3 boxSize;    ///< sides it gives the part's box; zero: the observation's
    Score score;
};

}  // namespace img2cadseq
