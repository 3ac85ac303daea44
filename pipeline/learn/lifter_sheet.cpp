#include "learn/lifter_sheet.h"

#include <fstream>

#include "core/error.h"
#include "learn/lifter_loss.h"

namespace img2cadseq::learn {
namespace {

using nn::LifterImpl;
using nn::LifterMaps;

constexpr int64_t kTile = LifterImpl::kMapSide;

/// Any map [h, w] or [3, h, w] with values in [0, 1] as a tile [3, kTile, kTile].
torch::Tensor tile(torch::Tensor map) {
    if (map.dim() == 2) map = map.unsqueeze(0).expand({3, -1, -1});
    const auto options =
        torch::nn::functional::InterpolateFuncOptions().size(std::vector<int64_t>{kTile, kTile}).mode(torch::kNearest);
    return torch::nn::functional::interpolate(map.unsqueeze(0).to(torch::kFloat), options)[0].clamp(0.0, 1.0);
}

torch::Tensor rowOf(nn::Lifter& lifter, const LifterSample& sample) {
    const LifterBatch truth = lifterBatch({sample});
    const nn::LifterOutput out = lifter->forward(truth.picture);
    const torch::Tensor maps = out.maps[0].to(torch::kFloat), real = truth.maps[0];
    const torch::Tensor part = (real[0] > 0.49).to(torch::kFloat);
    std::vector<torch::Tensor> tiles{tile(truth.picture[0].slice(0, 0, 3) / 2.0 + 0.5), tile(truth.picture[0][3])};
    const auto pair = [&](const torch::Tensor& is, const torch::Tensor& said) {
        tiles.push_back(tile(is));
        tiles.push_back(tile(said));
    };
    pair(real[0], torch::sigmoid(maps[LifterMaps::Mask]));
    pair((0.5 + 0.5 * real[1]) * part, (0.5 + 0.5 * maps[LifterMaps::Front]) * part);
    pair(real[2] * part, maps[LifterMaps::Thickness] * part);
    const torch::Tensor normal = maps.slice(0, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
    pair((0.5 + 0.5 * real.slice(0, 3, 6)) * part, (0.5 + 0.5 * normal / (normal.norm(2, 0) + 1e-6)) * part);
    pair(truth.edges[0], torch::sigmoid(out.edges[0].to(torch::kFloat)));
    pair(truth.openings[0], torch::sigmoid(out.openings[0].to(torch::kFloat)));
    pair(truth.pockets[0], torch::sigmoid(out.pockets[0].to(torch::kFloat)));
    tiles.push_back(tile((0.5 + maps.slice(0, LifterMaps::BoxX, LifterMaps::BoxZ + 1)) * part));
    return torch::cat(tiles, 2);
}

}  // namespace

void writeLifterSheet(const std::filesystem::path& file, nn::Lifter& lifter, const std::vector<LifterSample>& samples) {
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> rows;
    for (const LifterSample& sample : samples) rows.push_back(rowOf(lifter, sample));
    const torch::Tensor sheet = (torch::cat(rows, 1).permute({1, 2, 0}) * 255.0).round().to(torch::kUInt8).contiguous();
    std::ofstream out(file, std::ios::binary);
    out << "P6\n" << sheet.size(1) << ' ' << sheet.size(0) << "\n255\n";
    out.write(reinterpret_cast<const char*>(sheet.data_ptr<uint8_t>()), sheet.numel());
    if (!out) throw Error(ErrorCode::Io, file.string() + ": cannot be written");
}

}  // namespace img2cadseq::learn
