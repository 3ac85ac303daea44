#include "nn/codec.h"

#include "nn/blocks.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {

using codes::kCurves;
using codes::PartCodes;

LevelImpl::LevelImpl(int64_t inputs, int64_t outputs, int64_t depths, int64_t latent, int64_t hidden) {
    encoder_ = register_module("encoder", perceptron(inputs, hidden, latent));
    decoder_ = register_module("decoder", perceptron(latent, hidden, outputs));
    quantiser = register_module("quantiser", Quantiser(depths, codes::kCodebook, latent));
}

CodecImpl::CodecImpl() {
    constexpr int64_t kBlock = codes::BlockFeature::kSize, kPatch = codes::PatchFeature::kSize;
    block = register_module("block", Level(kBlock, kBlock, codes::kBlockCodes, kBlockLatent, 192));
    patch = register_module("patch", Level(kPatch, kPatch, codes::kPatchCodes, kPatchLatent, 192));
    curve = register_module("curve", Level(kCurveNumbers, kCurveOutputs, codes::kCurveCodes, kCurveLatent, 384));
}

namespace {

template <size_t N>
void setCodes(std::array<int16_t, N>& out, const torch::Tensor& codes, int64_t row) {
    for (size_t i = 0; i < N; ++i) out[i] = static_cast<int16_t>(codes[row][static_cast<int64_t>(i)].item<int64_t>());
}

template <class Rows, class Get>
torch::Tensor codeTensor(const Rows& rows, int64_t depths, const Get& get) {
    torch::Tensor out = torch::empty({static_cast<int64_t>(rows.size()), depths}, torch::kLong);
    auto access = out.accessor<int64_t, 2>();
    for (int64_t i = 0; i < out.size(0); ++i)
        for (int64_t d = 0; d < depths; ++d) access[i][d] = get(rows[static_cast<size_t>(i)])[static_cast<size_t>(d)];
    return out;
}

/// The curve level's outputs as the row curvesFromRow() reads.
CurveRow curveRowFromOutputs(const float* outputs) {
    CurveRow row{};
    std::copy_n(outputs, kCurves * kCurveStride, row.begin());
    const float* count = outputs + kCurves * kCurveStride;
    row.back() = static_cast<float>(std::max_element(count, count + kCurves) - count + 1) / static_cast<float>(kCurves);
    return row;
}

}  // namespace

PartCodes CodecImpl::encode(const codes::PartFeatures& features) {
    torch::NoGradGuard guard;
    const PartArrays arrays = toArrays(features);
    const torch::Tensor blockCodes = block->encode(rowsToTensor(arrays.blocks));
    const torch::Tensor patchCodes = patch->encode(rowsToTensor(arrays.patches));
    const torch::Tensor curveCodes = curve->encode(rowsToTensor(arrays.curves));
    PartCodes out;
    out.blocks.resize(arrays.blocks.size());
    out.loops.resize(arrays.patches.size());
    for (size_t i = 0; i < out.blocks.size(); ++i) setCodes(out.blocks[i], blockCodes, static_cast<int64_t>(i));
    for (size_t i = 0; i < out.loops.size(); ++i) {
        out.loops[i].block = arrays.loopBlock[i];
        out.loops[i].hole = arrays.loopHole[i] != 0;
        setCodes(out.loops[i].patch, patchCodes, static_cast<int64_t>(i));
        setCodes(out.loops[i].curves, curveCodes, static_cast<int64_t>(i));
    }
    return out;
}

codes::PartFeatures CodecImpl::decode(const PartCodes& codes, const Corrections* corrections) {
    torch::NoGradGuard guard;
    const auto numbersOf = [](Level& level, const torch::Tensor& c) {
        return level->numbers(level->quantiser->decode(c, c.size(1))).to(torch::kFloat).contiguous();
    };
    torch::Tensor blocks =
        numbersOf(block, codeTensor(codes.blocks, codes::kBlockCodes, [](const auto& b) { return b; }));
    torch::Tensor patches =
        numbersOf(patch, codeTensor(codes.loops, codes::kPatchCodes, [](const auto& l) { return l.patch; }));
    const torch::Tensor curves =
        numbersOf(curve, codeTensor(codes.loops, codes::kCurveCodes, [](const auto& l) { return l.curves; }));
    if (corrections != nullptr) {
        if (!codes.blocks.empty()) blocks.slice(1, 6, 8) += rowsToTensor(corrections->blocks);
        if (!codes.loops.empty()) patches += rowsToTensor(corrections->patches);
    }
    codes::PartFeatures out;
    for (int64_t i = 0; i < blocks.size(0); ++i)
        out.blocks.push_back(codes::BlockFeature::fromNumbers(blocks.data_ptr<float>() + i * blocks.size(1)));
    for (int64_t i = 0; i < patches.size(0); ++i) {
        const PartCodes::Loop& loop = codes.loops[static_cast<size_t>(i)];
        const CurveRow row = curveRowFromOutputs(curves.data_ptr<float>() + i * curves.size(1));
        codes::LoopFeature feature;
        feature.block = loop.block;
        feature.hole = loop.hole;
        feature.patch = codes::PatchFeature::fromNumbers(patches.data_ptr<float>() + i * patches.size(1));
        readCurveRow(row.data(), feature);
        out.loops.push_back(std::move(feature));
    }
    return out;
}

torch::Tensor CodecImpl::encodeTrees(const std::vector<const PartArrays*>& parts) {
    torch::NoGradGuard guard;
    std::vector<std::array<float, codes::BlockFeature::kSize>> blocks;
    std::vector<std::array<float, codes::PatchFeature::kSize>> patches;
    std::vector<CurveRow> curves;
    for (const PartArrays* part : parts) {
        blocks.insert(blocks.end(), part->blocks.begin(), part->blocks.end());
        patches.insert(patches.end(), part->patches.begin(), part->patches.end());
        curves.insert(curves.end(), part->curves.begin(), part->curves.end());
    }
    const torch::Tensor blockCodes = block->encode(rowsToTensor(blocks)),
                        patchCodes = patch->encode(rowsToTensor(patches));
    const torch::Tensor curveCodes = curve->encode(rowsToTensor(curves));
    const auto b = blockCodes.accessor<int64_t, 2>(), p = patchCodes.accessor<int64_t, 2>(),
               c = curveCodes.accessor<int64_t, 2>();
    torch::Tensor trees = torch::full({static_cast<int64_t>(parts.size()), codes::kSlots, codes::kAttributes},
                                      codes::kNone, torch::kLong);
    auto tree = trees.accessor<int64_t, 3>();
    int64_t blockRow = 0, loopRow = 0;
    for (int64_t i = 0; i < trees.size(0); ++i) {
        const PartArrays& part = *parts[static_cast<size_t>(i)];
        const auto blockCount = static_cast<int64_t>(part.blocks.size()),
                   loopCount = static_cast<int64_t>(part.patches.size());
        for (int64_t s = 0; s < codes::kSlots; ++s) tree[i][s][0] = codes::kPad;
        tree[i][0][0] = codes::kStart;
        for (int64_t k = 0; k < blockCount; ++k, ++blockRow) {
            tree[i][1 + k][0] = codes::kBlock;
            for (int64_t d = 0; d < codes::kBlockCodes; ++d) tree[i][1 + k][1 + d] = b[blockRow][d];
        }
        for (int64_t k = 0; k < loopCount; ++k, ++loopRow) {
            const int64_t s = codes::kFirstLoopSlot + k;
            tree[i][s][0] = (part.loopHole[static_cast<size_t>(k)] ? codes::kHole : codes::kOuter) +
                            part.loopBlock[static_cast<size_t>(k)];
            for (int64_t d = 0; d < codes::kPatchCodes; ++d) tree[i][s][1 + d] = p[loopRow][d];
            for (int64_t d = 0; d < codes::kCurveCodes; ++d) tree[i][s][1 + codes::kPatchCodes + d] = c[loopRow][d];
        }
        if (blockCount < codes::kBlocks) tree[i][1 + blockCount][0] = codes::kEnd;
        if (loopCount < codes::kLoops) tree[i][codes::kFirstLoopSlot + loopCount][0] = codes::kEnd;
    }
    return trees;
}

Codec loadCodec(const std::filesystem::path& weights) {
    Codec codec;
    loadModule(*codec, Safetensors(weights));
    codec->eval();
    return codec;
}

}  // namespace img2cadseq::nn
