#include "document/tokens.h"

#include "codes/layout.h"

namespace img2cadseq {
namespace {

using namespace codes;

constexpr size_t kTokens = static_cast<size_t>(kSlots) * kAttributes;

/// Where a token of the tree is shown; loops' first tokens and patch codes belong to the loop, the rest to its curves.
struct Place {
    TokenLevel level;
    int row, column;
};

Place placeOf(int slot, int attribute) {
    if (slot < kFirstLoopSlot) return {TokenLevel::Block, slot - 1, attribute};
    const int loop = slot - kFirstLoopSlot;
    if (attribute <= kPatchCodes) return {TokenLevel::Loop, loop, attribute};
    return {TokenLevel::Curve, loop, attribute - 1 - kPatchCodes};
}

int attributesOf(int slot) { return 1 + (isBlockSlot(slot) ? kBlockCodes : kLoopCodes); }

/// A slot that is known to be empty has no codes to wait for.
bool holdsCodes(int structure) { return structure == kNone || codeCount(structure) > 0; }

}  // namespace

std::vector<TokenCell> tokenGrid(const DenoiseStep& step, const DenoiseStep* previous) {
    std::vector<TokenCell> cells;
    if (step.tokens.size() != kTokens) return cells;
    const bool follows = previous && previous->tokens.size() == kTokens;
    for (int slot = 1; slot < kSlots; ++slot) {
        const size_t first = static_cast<size_t>(slot) * kAttributes;
        for (int attribute = 0; attribute < attributesOf(slot); ++attribute) {
            const size_t at = first + static_cast<size_t>(attribute);
            const Place place = placeOf(slot, attribute);
            TokenCell cell{place.level, place.row, place.column, step.tokens[at], TokenState::Settled};
            const bool empty =
                attribute == 0 ? (cell.token == kPad || cell.token == kEnd) : !holdsCodes(step.tokens[first]);
            if (empty)
                cell.state = TokenState::Padding;
            else if (cell.token == kNone)
                cell.state = TokenState::Masked;
            else if (!follows || previous->tokens[at] != cell.token)
                cell.state = TokenState::Fresh;
            cells.push_back(cell);
        }
    }
    return cells;
}

}  // namespace img2cadseq
