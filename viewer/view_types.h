#pragma once
// What a view can be asked for, as plain data.

#include <array>
#include <cstdint>
#include <string>

#include "geometry/vec.h"

namespace img2cadseq::viewer {

/// How the points of a cloud are coloured. Where the cloud lacks the array, it is shown Plain.
enum class CloudColour { Plain, Importance, Confidence, Seen, Depth };

struct MeshStyle {
    bool shaded = true;  ///< false: edges alone, hidden ones included
    bool edges = true;   ///< edges of the BRep (without one: edges sharper than 30 degrees) and silhouettes
    double opacity = 1;  ///< (0, 1]
    bool cap = true;     ///< a section's cut faces are filled
    bool smooth = true;  ///< normals interpolated within a face; false shows the triangles
    bool operator==(const MeshStyle&) const = default;
};

/// Named after the canonical frame (z up, the camera of the photograph between +x and +y): Front looks along -x, Right
/// along -y, Iso from (1, 1, 1).
enum class StandardView { Iso, Front, Back, Left, Right, Top, Bottom };

/// Keeps what lies on the side the normal points away from.
struct SectionPlane {
    Vec3 origin, normal;
    bool operator==(const SectionPlane&) const = default;
};

/// Off: a click picks a face. Distance: two clicks, which snap to corners of the BRep near by. Radius: a click on a
/// cylinder.
enum class MeasureMode { Off, Distance, Radius };

/// In what lengths are shown: one unit of the scene is `perSceneUnit` of `name`.
struct LengthUnit {
    std::string name = "mm";
    double perSceneUnit = 1.0;
    bool operator==(const LengthUnit&) const = default;
};

enum class ViewTheme { Light, Dark };

}  // namespace img2cadseq::viewer
