#pragma once
// What is worked out about one candidate for the views: which faces the photo has not seen, where it departs from the
// cloud, which faces a block made, its outline over the photo.

#include <vector>

#include "document/job.h"
#include "document/run_state.h"

namespace img2cadseq {

struct Analysis {
    std::vector<bool> unseenFaces;  ///< one a BRep face of the mesh; empty where there is no photo
    Mesh heatMesh;  ///< the mesh in triangles small enough for a heat map, its own vertices first, faces as they were
    std::vector<float>
        heatDistances;            ///< one a vertex of heatMesh, mm, to the refined cloud; empty where there is none
    float farthest = 0.0f;        ///< mm: the 98th percentile, a good end for a scale
    std::vector<int> faceBlocks;  ///< one a BRep face: the block that made it, -1: none found
    std::vector<std::vector<Vec2>> outline;  ///< polylines in the photo's pixels; empty where there is no photo
};

/// Which block a face of the mesh comes from: the one whose wall or cap lies there.
std::vector<int> blocksOfFaces(const RankedCandidate& candidate);
/// A face is seen where a pixel of the crop meets it first; `share` of the pixels it would cover alone must.
std::vector<bool> unseenFaces(const RankedCandidate& candidate, const Camera& camera, double share = 0.02);
/// Distance of every vertex of `mesh`, which is the candidate's or one of its surface, to the cloud (canonical frame),
/// mm.
std::vector<float> distancesToCloud(const Mesh& mesh, const RankedCandidate& candidate, const PointCloud& cloud);
/// Outer and hole contours of the candidate's silhouette, in pixels of `camera`.
std::vector<std::vector<Vec2>> silhouetteOutline(const RankedCandidate& candidate, const Camera& camera);

/// All of it. `photoCamera` is of the whole photo (photo_camera.h). A second or so.
Analysis analysed(const RankedCandidate& candidate, const PointCloud& refined, const std::optional<Camera>& cropCamera,
                  const std::optional<Camera>& photoCamera);

/// Millimetres a canonical unit of this candidate: ranked.sequence over ranked.candidate.sequence.
double millimetresPerUnit(const RankedCandidate& candidate);
/// A cloud of the canonical frame at the size of the parts (longest side `sizeMm`), to be seen with them.
PointCloud inMillimetres(const PointCloud& cloud, double sizeMm);

}  // namespace img2cadseq
