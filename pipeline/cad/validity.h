#pragma once
// Rules of validity of a construction sequence, with reasons a user can read.
//
// Errors: numbers that are not finite; loops that are open, cross or run along themselves or each other within a
// profile, or enclose nothing; curves without length, flat arcs; holes outside the outer loop or inside other holes;
// frames that are not orthonormal; extents without thickness; a first block that is not New; too many curves. Warnings:
// loops that touch in a point, themselves or each other: the solid is then pinched in an edge. Profiles of one sketch
// may touch, share edges or overlap: they are united.

#include <string>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq {

enum class Severity { Error, Warning };

/// What is wrong and where; indices count from 0, -1: not about one. Loop 0 is the outer one, loop k is holes[k - 1].
struct Finding {
    Severity severity = Severity::Error;
    int block = -1, profile = -1, loop = -1, curve = -1;
    std::string reason;

    /// The place as in the JSON, e.g. "blocks[2].profiles[0].holes[1][3]".
    std::string place() const;
    /// One line: place and reason.
    std::string line() const;
};

/// Lengths below this share of a loop's largest coordinate or size count as nothing.
inline constexpr double kLengthTolerance = 1e-8;
/// Largest gap in a loop, as a share of its largest coordinate or size.
inline constexpr double kClosureTolerance = 1e-7;
/// Neighbours in a loop may cross or run along each other by this share of the loop's largest coordinate or size.
inline constexpr double kNeighbourTolerance = 1e-6;
/// Largest error of a frame's axes in length and angle.
inline constexpr double kFrameTolerance = 1e-9;
/// More curves than this are refused unchecked.
inline constexpr size_t kMaxCurves = 50'000;
/// No more errors than this are collected, and no more warnings.
inline constexpr size_t kMaxFindings = 50;

std::vector<Finding> check(const CadSequence& sequence);

/// True where `check` finds no error; warnings do not count.
bool isValid(const CadSequence& sequence);

/// Throws Error(BadGeometry) with the first error and the number of further ones.
void requireValid(const CadSequence& sequence);

}  // namespace img2cadseq
