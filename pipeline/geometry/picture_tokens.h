#pragma once
// What a network makes of a picture, cell by cell, as plain data.

#include <vector>

namespace img2cadseq {

/// Features of a square picture's across x across cells, row by row from the top left, then of the picture as a whole.
struct PictureTokens {
    int across = 0;             ///< 0: there are none
    int width = 0;              ///< numbers a token
    std::vector<float> values;  ///< [across * across + 1][width]
};

}  // namespace img2cadseq
