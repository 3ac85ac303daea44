#pragma once
// Point clouds as users have them: read, cleaned, given normals, brought to the number of points the networks take.

#include <filesystem>

#include "core/random.h"
#include "geometry/box.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

/// Points that the networks take.
constexpr size_t kCloudSize = 4096;
/// A file with more points than this is thinned while it is read.
constexpr size_t kMostPoints = 2'000'000;

/// By its name: .ply, .pcd, .xyz, .stl, .obj or .glb.
bool isCloudFile(const std::filesystem::path& path);

/// Reads .ply, .pcd or .xyz (text: x y z [nx ny nz] a line), and points of the surface where the file holds triangles
/// (.stl, .obj, .glb, .ply; see mesh_file.h); units and frame as in the file. Points that are not finite
/// are dropped. Throws Error(BadInput or Io): not there, no such format, damaged, fewer than 64 usable points, all in
/// one place.
PointCloud readCloud(const std::filesystem::path& path);

/// Binary PLY with every array the cloud has (normals, confidence, importance, seen). Throws Error(Io).
void writePly(const std::filesystem::path& path, const PointCloud& cloud);

/// Drops points whose mean distance to 16 neighbours is over `deviations` standard deviations from the mean of all and
/// whose nearest three are farther off than is usual: the end of a thin pin has few neighbours, but near ones.
PointCloud removeOutliers(const PointCloud& cloud, double deviations = 3.0);

/// Normals from 24 neighbours, turned outward consistently over the surface. Existing ones are replaced.
PointCloud withNormals(const PointCloud& cloud);

/// `count` points: a random choice where there are more, with repetition where there are fewer. Keeps all arrays.
PointCloud resample(const PointCloud& cloud, size_t count, Random random);

Box3 boundingBox(const PointCloud& cloud);

}  // namespace img2cadseq
