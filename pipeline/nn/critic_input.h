#pragma once
// What the critic looks at: maps of what is seen in a picture beside maps of a candidate as its camera sees it, all of
// one crop, as bytes. Cases, a picture and its candidates each, are what it learns from. No torch.

#include <array>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace img2cadseq::nn {

inline constexpr int kCriticSide = 64, kCriticFine = 128;  ///< pixels a side of coarse and fine maps
inline constexpr int kCriticNumbers = 27;

/// Maps follow each other, row-major. Signed quantities are bytes of signedByte(), others of shareByte().
struct CriticPicture {
    /// Of kCriticSide: mask (share), confidence (share), depth of the first surface along the line of sight about the
    /// part's middle, thickness / 2 (share), normal x, y, z in camera axes (signed). Longest side 1.
    static constexpr int kCoarse = 7;
    /// Of kCriticFine: edges, openings (shares), brightness about its mean nearby / 2 (signed).
    static constexpr int kFine = 3;
    std::vector<uint8_t> coarse, fine;
};

struct CriticCandidate {
    /// Of kCriticSide: surfaces that the ray meets / 8 (share), depth, thickness / 2, normal x, y, z as above; signed
    /// zero where the ray meets nothing.
    static constexpr int kCoarse = 6;
    static constexpr int kFine = 1;  ///< of kCriticFine: edges (share)
    std::vector<uint8_t> coarse, fine;
    /// Sides, camera, evidence, construction: see infer/critic_view.cpp. About -3 ... 3.
    std::array<float, kCriticNumbers> numbers{};
    float overlap = 0.0f;  ///< IoU with the truth, in cases to learn from
};

struct CriticCase {
    CriticPicture picture;
    std::vector<CriticCandidate> candidates;
};

uint8_t signedByte(double value);  ///< -1 ... 1
uint8_t shareByte(double value);   ///< 0 ... 1

/// Appends the case to a file of cases.
void writeCriticCase(std::ostream& out, const CriticCase& one);
/// All whole cases of a file. Throws Error (Io) where it cannot be read, (BadInput) where it is no such file.
std::vector<CriticCase> readCriticCases(const std::filesystem::path& file);

}  // namespace img2cadseq::nn
