#pragma once
// What one picture says of a candidate seen by a camera: silhouette, edges, relief. Made ready once, asked often.

#include <optional>

#include "csg/render.h"
#include "csg/solid.h"
#include "fit/close_spots.h"
#include "fit/edge_evidence.h"
#include "fit/observation.h"

namespace img2cadseq {

/// Each in [0, 1], 1 is best; negative: the view has no such evidence.
struct Agreement {
    double silhouette = -1.0;  ///< IoU with the mask
    double edges = -1.0;       ///< of drawn and seen edges, both ways, within about two pixels at 128
    /// These three: where both are seen, times the share of the mask that the candidate covers.
    double normals = -1.0;    ///< mean cosine
    double depth = -1.0;      ///< of the front surface, up to an offset
    double thickness = -1.0;  ///< of the way from the front to the last surface
    double openings = -1.0;   ///< IoU of the openings that it shows with those predicted; on fine pictures only
    double pockets = -1.0;    ///< the same of pockets
    double levels = -1.0;     ///< of what faces along the box's axes and where along them it lies, over the mask
    double holes = -1.0;      ///< share of the small holes seen closely that it has, by how likely; as openings
    double slip = 0.0;        ///< pixels of silhouette and mask that differ, each weighted by its distance to the
                              ///< mask's border, over the mask's area; smoother than the IoU
};

/// Which mouths are compared: they take long to find. Quick: openings, and pockets where no levels show them as well.
enum class Mouths { All, Quick, None };

/// Thread-safe. Keeps its own copies of the view's maps, reduced to `side` pixels.
class PictureEvidence {
public:
    explicit PictureEvidence(const View& view, int side = 64);

    /// `camera` sees canonical axes; its pictures may have any size.
    Agreement agreement(const csg::Solid& solid, const Camera& camera, Mouths mouths = Mouths::All) const;
    int side() const { return side_; }
    const Mask& mask() const { return mask_; }
    /// Of the small holes that closer looks are sure of, the sum of what each one's probability exceeds 0.2 by.
    double holesSeen() const { return holesSeen_; }

private:
    void compareMouths(const csg::Solid& solid, const Camera& camera, const FloatMap& front, Mouths mouths,
                       Agreement& out) const;

    double holesAgreement(const Mask& openings) const;
    double levelsAgreement(const csg::Buffers& seen, const Camera& camera, const Box3& box) const;

    int side_;
    Mask mask_;
    FloatMap border_;  ///< signed distance to the mask's border
    std::optional<EdgeEvidence> lines_;
    FloatMap depth_, back_, confidence_, openings_, pockets_, aligned_, levels_;
    Raster<Vec3f> normals_;         ///< camera axes
    std::vector<CloseSpot> holes_;  ///< sure ones, in its own pixels
    double area_ = 0.0, holesSeen_ = 0.0;
};

}  // namespace img2cadseq
