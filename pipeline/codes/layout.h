#pragma once
// The code tree: a part as a fixed number of slots of small integers, what the networks read and write.
//
// Slot 0 is the start token. Slots 1..kBlocks are Extrude-Blocks, the rest are loops, in the order of PartFeatures.
// After the last used slot of either kind comes one End slot where there is room, then padding. A slot has a
// *structure* token, its first attribute, and codes, its other attributes: EB kBlockCodes; loops kPatchCodes of the
// Sketch-Patch, then kCurveCodes of the Curve-Cluster. Slots that are Start, End or Pad have no codes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace img2cadseq::codes {

inline constexpr int kBlocks = 8, kLoops = 20, kCurves = 24;
inline constexpr int kSlots = 1 + kBlocks + kLoops;
inline constexpr int kFirstLoopSlot = 1 + kBlocks;
inline constexpr int kBlockCodes = 2, kPatchCodes = 3, kCurveCodes = 3;
inline constexpr int kLoopCodes = kPatchCodes + kCurveCodes;
inline constexpr int kAttributes = 1 + kLoopCodes;  ///< of the widest slot; blocks use the first 1 + kBlockCodes
inline constexpr int kCodebook = 512;

/// Structure tokens. An outer loop of block b is kOuter + b, a hole of it kHole + b.
enum Structure : int16_t { kPad = 0, kEnd = 1, kStart = 2, kBlock = 3, kOuter = 4, kHole = kOuter + kBlocks };
inline constexpr int kStructures = kHole + kBlocks;
inline constexpr int16_t kNone = -1;  ///< an attribute that the slot does not have, or that is masked

using Slot = std::array<int16_t, kAttributes>;
using CodeTree = std::array<Slot, kSlots>;

constexpr bool isBlockSlot(int slot) { return slot >= 1 && slot < kFirstLoopSlot; }
constexpr bool isLoopSlot(int slot) { return slot >= kFirstLoopSlot; }
constexpr bool isHole(int structure) { return structure >= kHole; }
constexpr bool isLoop(int structure) { return structure >= kOuter; }
/// Block of a loop's structure token.
constexpr int blockOf(int structure) { return isHole(structure) ? structure - kHole : structure - kOuter; }
/// Number of codes a slot with this structure token has.
constexpr int codeCount(int structure) {
    return structure == kBlock ? kBlockCodes : (isLoop(structure) ? kLoopCodes : 0);
}

/// Codes of one part by level, before they are laid out.
struct PartCodes {
    struct Loop {
        int block = 0;
        bool hole = false;
        std::array<int16_t, kPatchCodes> patch{};
        std::array<int16_t, kCurveCodes> curves{};
        bool operator==(const Loop&) const = default;
    };
    std::vector<std::array<int16_t, kBlockCodes>> blocks;
    std::vector<Loop> loops;
    bool operator==(const PartCodes&) const = default;
};

/// Whether a part with so many blocks, loops and curves in its longest loop has room. The first block must be there.
bool fits(std::size_t blocks, std::size_t loops, std::size_t longestLoop);

/// Throws Error(BadInput) where the part does not fit or is not in order.
CodeTree layOut(const PartCodes& codes);

/// Reads what is there and leaves out what cannot stand: loops of blocks that are missing, slots after the End, masked
/// codes.
PartCodes readTree(const CodeTree& tree);

/// Structure tokens a slot may have, by its position alone.
bool structureAllowed(int slot, int structure);
/// Structure tokens a slot may have next to the slots that are known (kNone: masked): blocks before their end, loops of
/// blocks that exist, block by block in order, outer loops before holes, the first loop an outer one.
std::array<bool, kStructures> allowedStructures(const CodeTree& tree, int slot);

/// The tree as one token sequence for a causal reader: start, then for each used slot its structure token and codes,
/// end, padded with pad to `length`. Codes of level l and depth d have ids of their own range. Cut off at `length`.
std::vector<int64_t> flattened(const CodeTree& tree, std::size_t length);
/// Number of distinct ids flattened() gives.
constexpr int kFlatVocabulary = kStructures + (kBlockCodes + kLoopCodes) * kCodebook;
/// Longest sequence flattened() can need.
constexpr std::size_t kFlatLength = 2 + kBlocks * (1 + kBlockCodes) + kLoops * (1 + kLoopCodes);

}  // namespace img2cadseq::codes
