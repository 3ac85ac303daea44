#pragma once
// The faces of what stands, on which free composition places additions and cuts.

#include <utility>
#include <vector>

#include "synth/part_draft.h"

namespace img2cadseq::synth {

/// A prism that stands.
struct Stock {
    Axis axis;
    double low, high;
    Profile profile;  ///< natural coordinates of the axis
};

struct Face {
    Axis normal;
    double level;
    double sense;   ///< +1: the outside lies at greater coordinates
    Box2 area;      ///< natural coordinates of `normal`
    double behind;  ///< material behind the face, at least nearly
    size_t stock;   ///< index of the prism
    bool cap;       ///< an end face: its outline is the profile's; else the rectangle of a straight edge
};

/// The two world axes that natural coordinates of an axis stand for.
std::pair<int, int> naturalAxes(Axis axis);

/// Appends both end faces, and the faces of straight edges along an axis.
void addFaces(const Stock& stock, size_t index, std::vector<Face>& faces);

}  // namespace img2cadseq::synth
