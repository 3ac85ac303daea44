#pragma once
// The tokens of a denoising step, laid out as the code tree has them, for show.

#include <string>
#include <vector>

#include "infer/reconstructor.h"

namespace img2cadseq {

enum class TokenLevel { Block, Loop, Curve };
enum class TokenState { Masked, Fresh, Settled, Padding };

struct TokenCell {
    TokenLevel level = TokenLevel::Block;
    int row = 0, column = 0;  ///< within the level: element, and token of the element
    int token = 0;
    TokenState state = TokenState::Masked;
};

/// `previous`: the step before of the same sample, null at the first.
std::vector<TokenCell> tokenGrid(const DenoiseStep& step, const DenoiseStep* previous);

}  // namespace img2cadseq
