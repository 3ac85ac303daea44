#pragma once
// Proposals from a measured cloud: the part as a stack of prisms along one axis. At each height where a cap lies, the
// section changes by just that cap, so the sections follow from the caps one after the other; walls confirm them.

#include <vector>

#include "cad/sequence.h"
#include "fit/outline.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq {

struct LayerOptions {
    int resolution = 96;       ///< cells along the longest side of a section
    double capShare = 0.02;    ///< a height is a cap's where at least this share of all points lies
    double thickness = 0.012;  ///< points this near to a height belong to its cap, longest side 1
};

/// For axis 0, 1, 2: the stack along it, New first; empty where no closed section is found. The cloud's box is centred
/// at the origin, its longest side 1.
CadSequence layeredProposal(const PointCloud& cloud, int axis, const LayerOptions& options = {});

/// One prism along `axis` over the whole box: everything the cloud covers seen along the axis.
CadSequence prismProposal(const PointCloud& cloud, int axis, const LayerOptions& options = {});

/// Where caps lie along an axis: the cloud's lowest and highest place, and between them those that many points share.
std::vector<double> capHeights(const PointCloud& cloud, int axis, const LayerOptions& options = {});

/// The sketch plane through the origin whose normal is the axis; (u, v) are the next two axes in cyclic order.
Frame axisPlane(int axis);

/// Adds a prism along an axis; the first block is New whatever `op` says. Nothing without profiles.
void addPrism(CadSequence& sequence, int axis, std::vector<Profile> profiles, const Extent& extent,
              BooleanOp op = BooleanOp::Join);

/// Profiles of a section mask whose pixel (0, 0) lies at `corner`, cells of side `cell`, row 0 at the lowest v.
std::vector<Profile> profilesOf(const Mask& section, const Vec2& corner, double cell, const OutlineOptions& outline,
                                const Walls* walls = nullptr);

}  // namespace img2cadseq
