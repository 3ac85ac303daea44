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
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// A straight edge seen in the picture, in the view's pixels.
struct LineSegment {
    Vec2 start, end;
};

/// A picture of the part: a square crop around it. All maps have the camera's width and height.
struct View {
    Camera camera;                      ///< best estimate so far: canonical frame -> pixels of the crop
    Mask mask;                          ///< the part's pixels
    std::vector<LineSegment> segments;  ///< straight edges inside and around the mask
    FloatMap edges;                     ///< edge strength 0..1
    FloatMap depth;         ///< predicted depth of the front surface; infinite where there is none; may be empty
    FloatMap backDepth;     ///< predicted depth of the last surface; may be empty
    Raster<Vec3f> normals;  ///< predicted outward normals of the front, canonical frame; may be empty
    FloatMap confidence;    ///< of depth and normals, 0..1; may be empty
};

/// A camera that may be the picture's, with the sides of the part's box that go with it (longest 1).
struct CameraGuess {
    Camera camera;
    Vec3 boxSize{1, 1, 1};
};

struct Observation {
    std::optional<View> view;
    std::vector<CameraGuess> guesses;  ///< cameras worth trying, best first; the first is the view's
    PointCloud cloud;                  ///< of the whole surface; empty where nothing is known
    bool cloudMeasured = false;        ///< given by the user (true) or predicted from the picture (false)
    Vec3 boxSize{1, 1, 1};             ///< predicted or measured sides of the part's box, longest 1
};

/// How well a candidate explains the evidence; each in [0, 1], 1 is best, negative: no such evidence.
struct Score {
    double cloud = -1.0;       ///< two-way distance to the cloud
    double silhouette = -1.0;  ///< IoU of its silhouette with the mask, under its own refined camera
    double edges = -1.0;       ///< agreement of its edges with the picture's
    double total = 0.0;
};

/// One explanation of the evidence.
struct Candidate {
    CadSequence sequence;  ///< canonical frame, longest side about 1
    std::string source;    ///< "diffusion", "visual hull", "turned", "retrieval", "box", ...
    uint64_t seed = 0;
    int sample = 0;  ///< index within its source
    Camera camera;   ///< refined for this candidate; meaningful where there is a view
    Score score;
};

}  // namespace img2cadseq
