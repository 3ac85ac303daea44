#include "codes/layout.h"

#include <algorithm>

#include "core/error.h"

namespace img2cadseq::codes {
namespace {

CodeTree emptyTree() {
    CodeTree tree;
    for (Slot& slot : tree) {
        slot.fill(kNone);
        slot[0] = kPad;
    }
    tree[0][0] = kStart;
    return tree;
}

bool complete(const Slot& slot) {
    for (int i = 1; i <= codeCount(slot[0]); ++i)
        if (slot[static_cast<size_t>(i)] < 0 || slot[static_cast<size_t>(i)] >= kCodebook) return false;
    return true;
}

/// Most blocks the known block slots leave room for.
int blockLimit(const CodeTree& tree) {
    int most = kBlocks;
    for (int i = kBlocks - 1; i >= 0; --i) {
        const int structure = tree[1 + static_cast<size_t>(i)][0];
        if (structure == kEnd) most = i;
        if (structure == kPad) most = std::max(1, i - 1);  // the End stands before it
    }
    return most;
}

/// Blocks that the known loops belong to, counted up to the last one.
int blocksNamed(const CodeTree& tree) {
    int named = 0;
    for (int i = kFirstLoopSlot; i < kSlots; ++i) {
        const int structure = tree[static_cast<size_t>(i)][0];
        if (isLoop(structure)) named = std::max(named, blockOf(structure) + 1);
    }
    return named;
}

/// Place of a loop's structure token in the order the loops come in.
int orderOf(int structure) { return 2 * blockOf(structure) + (isHole(structure) ? 1 : 0); }

/// What the known slots of a list (blocks or loops) say about one of its slots.
struct ListState {
    int from = 0, to = 2 * kBlocks;  ///< range of orderOf
    bool ended = false;              ///< a slot before is End or Pad
    bool gapBefore = false;          ///< a masked slot before, after the last used one: the End may be there
    bool usedAfter = false, endAfter = false, padNext = false;
};

ListState stateOf(const CodeTree& tree, int slot, int first, int last) {
    ListState state;
    for (int i = first; i < last; ++i) {
        const int s = tree[static_cast<size_t>(i)][0];
        if (i == slot) continue;
        const bool used = s == kBlock || isLoop(s);
        if (i < slot) {
            state.gapBefore = !used && (state.gapBefore || (s == kNone && i > first));  // the first slot is always used
            state.ended = state.ended || s == kEnd || s == kPad;
            if (isLoop(s)) state.from = std::max(state.from, orderOf(s));
        } else {
            state.usedAfter = state.usedAfter || used;
            state.endAfter = state.endAfter || s == kEnd;
            state.padNext = state.padNext || (i == slot + 1 && s == kPad);
            if (isLoop(s)) state.to = std::min(state.to, orderOf(s));
        }
    }
    return state;
}

}  // namespace

bool fits(size_t blocks, size_t loops, size_t longestLoop) {
    return blocks >= 1 && blocks <= kBlocks && loops >= 1 && loops <= kLoops && longestLoop <= kCurves;
}

CodeTree layOut(const PartCodes& codes) {
    if (!fits(codes.blocks.size(), codes.loops.size(), 1)) {
        throw Error(ErrorCode::BadInput, "the part has more blocks or loops than the code tree has slots for");
    }
    CodeTree tree = emptyTree();
    for (size_t i = 0; i < codes.blocks.size(); ++i) {
        Slot& slot = tree[1 + i];
        slot[0] = kBlock;
        std::copy(codes.blocks[i].begin(), codes.blocks[i].end(), slot.begin() + 1);
    }
    int last = -1;
    for (size_t i = 0; i < codes.loops.size(); ++i) {
        const PartCodes::Loop& loop = codes.loops[i];
        Slot& slot = tree[static_cast<size_t>(kFirstLoopSlot) + i];
        slot[0] = static_cast<int16_t>((loop.hole ? kHole : kOuter) + loop.block);
        const bool known = loop.block >= 0 && loop.block < static_cast<int>(codes.blocks.size());
        if (!known || orderOf(slot[0]) < last) throw Error(ErrorCode::BadInput, "a loop is out of order");
        last = orderOf(slot[0]);
        std::copy(loop.patch.begin(), loop.patch.end(), slot.begin() + 1);
        std::copy(loop.curves.begin(), loop.curves.end(), slot.begin() + 1 + kPatchCodes);
    }
    if (codes.blocks.size() < kBlocks) tree[1 + codes.blocks.size()][0] = kEnd;
    if (codes.loops.size() < kLoops) tree[static_cast<size_t>(kFirstLoopSlot) + codes.loops.size()][0] = kEnd;
    return tree;
}

PartCodes readTree(const CodeTree& tree) {
    PartCodes codes;
    for (int i = 1; i < kFirstLoopSlot; ++i) {
        const Slot& slot = tree[static_cast<size_t>(i)];
        if (slot[0] != kBlock || !complete(slot)) break;
        codes.blocks.push_back({slot[1], slot[2]});
    }
    for (int i = kFirstLoopSlot; i < kSlots; ++i) {
        const Slot& slot = tree[static_cast<size_t>(i)];
        if (slot[0] == kEnd || slot[0] == kPad) break;
        if (!isLoop(slot[0]) || !complete(slot) || blockOf(slot[0]) >= static_cast<int>(codes.blocks.size())) continue;
        PartCodes::Loop loop;
        loop.block = blockOf(slot[0]);
        loop.hole = isHole(slot[0]);
        std::copy_n(slot.begin() + 1, kPatchCodes, loop.patch.begin());
        std::copy_n(slot.begin() + 1 + kPatchCodes, kCurveCodes, loop.curves.begin());
        codes.loops.push_back(loop);
    }
    return codes;
}

bool structureAllowed(int slot, int structure) {
    if (slot == 0) return structure == kStart;
    if (isBlockSlot(slot))
        return slot == 1 ? structure == kBlock : structure == kBlock || structure == kEnd || structure == kPad;
    if (slot == kFirstLoopSlot) return structure == kOuter;
    return structure == kEnd || structure == kPad || isLoop(structure);
}

std::array<bool, kStructures> allowedStructures(const CodeTree& tree, int slot) {
    std::array<bool, kStructures> allowed{};
    for (int s = 0; s < kStructures; ++s) allowed[static_cast<size_t>(s)] = structureAllowed(slot, s);
    const int first = isBlockSlot(slot) ? 1 : kFirstLoopSlot, last = isBlockSlot(slot) ? kFirstLoopSlot : kSlots;
    const ListState list = stateOf(tree, slot, first, last);
    const int mostBlocks = blockLimit(tree), block = isBlockSlot(slot) ? slot - 1 : kBlocks + 1;
    const int named = blocksNamed(tree);  // these must be there: known loops belong to them
    for (int s = 0; s < kStructures; ++s) {
        bool& ok = allowed[static_cast<size_t>(s)];
        if (s == kEnd) ok = ok && block >= named && !list.ended && !list.usedAfter && !list.endAfter;
        if (s == kPad)
            ok = ok && !list.usedAfter && !list.endAfter && (list.ended || (list.gapBefore && block > named));
        if (s == kBlock) ok = ok && !list.ended && !list.padNext;
        if (isLoop(s)) {
            ok = ok && !list.ended && !list.padNext && blockOf(s) < mostBlocks && orderOf(s) >= list.from &&
                 orderOf(s) <= list.to;
        }
    }
    return allowed;
}

std::vector<int64_t> flattened(const CodeTree& tree, size_t length) {
    std::vector<int64_t> ids{kStart};
    for (int i = 1; i < kSlots; ++i) {
        const Slot& slot = tree[static_cast<size_t>(i)];
        const int count = codeCount(slot[0]);
        if (count == 0) continue;
        ids.push_back(slot[0]);
        const int base = slot[0] == kBlock ? 0 : kBlockCodes;
        for (int k = 0; k < count; ++k)
            ids.push_back(kStructures + (base + k) * kCodebook + slot[1 + static_cast<size_t>(k)]);
    }
    ids.push_back(kEnd);
    ids.resize(length, kPad);
    return ids;
}

}  // namespace img2cadseq::codes
