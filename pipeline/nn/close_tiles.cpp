#include "nn/close_tiles.h"

#include <algorithm>

#include "nn/picture_lifter.h"

namespace img2cadseq::nn {
namespace {

constexpr int kTile = PictureLifter::kPictureSide, kWhole = PictureLifter::kCloseSide, kStep = kTile / 2;
constexpr int kFewest = 64;  ///< pixels of the mask that make a tile worth a look
constexpr int kMapTile = PictureLifter::kEdgeSide, kMapWhole = PictureLifter::kCloseMapSide;
constexpr double kRamp = 0.25;  ///< share of a tile's side over which its weight rises from the border

torch::Tensor weights() {
    const torch::Tensor place = torch::arange(kMapTile, torch::kFloat) + 0.5;
    const torch::Tensor rise = (torch::minimum(place, kMapTile - place) / (kRamp * kMapTile)).clamp(0.0, 1.0);
    return torch::minimum(rise.unsqueeze(0), rise.unsqueeze(1));
}

torch::Tensor part(const torch::Tensor& map, const CloseTile& tile) {
    const int64_t x = tile.x * kMapWhole / kWhole, y = tile.y * kMapWhole / kWhole;
    return map.slice(0, y, y + kMapTile).slice(1, x, x + kMapTile);
}

}  // namespace

std::vector<CloseTile> closeTiles(const Mask& mask) {
    std::vector<CloseTile> tiles;
    for (int y = 0; y + kTile <= kWhole; y += kStep)
        for (int x = 0; x + kTile <= kWhole; x += kStep) {
            int count = mask.empty() ? kFewest : 0;
            for (int v = y; v < y + kTile && count < kFewest; ++v)
                for (int u = x; u < x + kTile && count < kFewest; ++u) count += mask.at(u, v) >= 128 ? 1 : 0;
            if (count >= kFewest) tiles.push_back({x, y});
        }
    return tiles;
}

torch::Tensor cutOut(const torch::Tensor& crop, const std::vector<CloseTile>& tiles) {
    std::vector<torch::Tensor> parts;
    for (const CloseTile& tile : tiles)
        parts.push_back(crop.slice(2, tile.y, tile.y + kTile).slice(3, tile.x, tile.x + kTile));
    return torch::cat(parts);
}

torch::Tensor putTogether(const torch::Tensor& maps, const std::vector<CloseTile>& tiles) {
    const torch::Tensor weight = weights();
    torch::Tensor sum = torch::zeros({kMapWhole, kMapWhole}), total = torch::full({kMapWhole, kMapWhole}, 1e-6);
    for (size_t i = 0; i < tiles.size(); ++i) {
        part(sum, tiles[i]).add_(maps[static_cast<int64_t>(i)].to(torch::kFloat) * weight);
        part(total, tiles[i]).add_(weight);
    }
    return sum / total;
}

}  // namespace img2cadseq::nn
