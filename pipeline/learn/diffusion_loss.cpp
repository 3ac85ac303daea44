#include "learn/diffusion_loss.h"

#include "codes/layout.h"
#include "learn/cross_entropy.h"

namespace img2cadseq::learn {
namespace {

using codes::kFirstLoopSlot;

constexpr double kCorrectionWeight = 10.0;

torch::Tensor meanWhere(const torch::Tensor& values, const torch::Tensor& mask) {
    return (values * mask).sum() / mask.sum().clamp_min(1.0);
}

/// Rows of a flat slot axis that hold a block or a loop. Their number is rounded up with rows of no weight: products of
/// ever new shapes would have their kernels made anew each step.
struct Live {
    torch::Tensor rows, hidden, codes, known, weight;  ///< indices; [R, width]; [R, attributes]; [R]; [R]
};
constexpr int64_t kRounding = 32;

Live liveRows(const torch::Tensor& hidden, const torch::Tensor& trees, const torch::Tensor& known, int64_t from,
              int64_t to) {
    const torch::Tensor part = trees.slice(1, from, to).reshape({-1, codes::kAttributes});
    Live live;
    const torch::Tensor rows = (part.select(1, 1) >= 0).nonzero().view(-1);
    const int64_t count = rows.size(0), padding = (kRounding - count % kRounding) % kRounding;
    live.rows = torch::cat({rows, rows.slice(0, 0, 1).expand({padding})});
    live.weight = (torch::arange(count + padding, rows.options()) < count).to(torch::kFloat);
    live.hidden = hidden.slice(1, from, to).reshape({-1, hidden.size(2)}).index_select(0, live.rows);
    live.codes = part.index_select(0, live.rows);
    live.known = known.slice(1, from, to).reshape(-1).index_select(0, live.rows);
    return live;
}

torch::Tensor rowsOf(const torch::Tensor& slots, const torch::Tensor& rows) {
    return slots.reshape({-1, slots.size(-2), slots.size(-1)}).index_select(0, rows);
}

/// Mean over the codes that are masked, depth by depth.
torch::Tensor masked(const torch::Tensor& logits, const Live& live, int64_t attribute) {
    return meanWhere(crossEntropy(logits, live.codes.select(1, attribute)), (live.known <= attribute) * live.weight);
}

}  // namespace

StepLoss diffusionLoss(nn::Denoiser& denoiser, const nn::TreeLatents& latents, const torch::Tensor& known,
                       const torch::Tensor& memory, const CodingErrors& errors) {
    const torch::Tensor h = denoiser->hidden(latents, known, memory);
    const torch::Tensor target = latents.trees.select(2, 0);
    const torch::Tensor hiddenStructure = (known == 0).to(torch::kFloat).view(-1);
    const torch::Tensor structure = meanWhere(
        crossEntropy(denoiser->structureLogits(h).view({-1, codes::kStructures}), target.reshape(-1)), hiddenStructure);

    const Live block = liveRows(h, latents.trees, known, 1, kFirstLoopSlot);
    const torch::Tensor blockSums = rowsOf(latents.block, block.rows);
    torch::Tensor blocks = torch::zeros({});
    for (int64_t d = 0; d < codes::kBlockCodes; ++d)
        blocks = blocks + masked(denoiser->blockLogits(block.hidden, blockSums.select(1, d), d), block, 1 + d);

    const Live loop = liveRows(h, latents.trees, known, kFirstLoopSlot, known.size(1));
    const torch::Tensor patchSums = rowsOf(latents.patch, loop.rows), curveSums = rowsOf(latents.curve, loop.rows);
    const torch::Tensor structures = loop.codes.select(1, 0);
    torch::Tensor patches = torch::zeros({}), curves = torch::zeros({});
    for (int64_t i = 0; i < codes::kLoopCodes; ++i) {
        const torch::Tensor patchBefore = patchSums.select(1, std::min<int64_t>(i, codes::kPatchCodes));
        const torch::Tensor curveBefore = curveSums.select(1, std::max<int64_t>(0, i - codes::kPatchCodes));
        const torch::Tensor each =
            masked(denoiser->loopLogits(loop.hidden, structures, patchBefore, curveBefore, i), loop, 1 + i);
        (i < codes::kPatchCodes ? patches : curves) = (i < codes::kPatchCodes ? patches : curves) + each;
    }

    const torch::Tensor blockError = errors.block.reshape({-1, 2}).index_select(0, block.rows);
    const torch::Tensor patchError = errors.patch.reshape({-1, codes::PatchFeature::kSize}).index_select(0, loop.rows);
    const torch::Tensor blockMiss =
        denoiser->blockCorrections(block.hidden, blockSums.select(1, codes::kBlockCodes)).to(torch::kFloat) -
        blockError;
    const torch::Tensor patchMiss =
        denoiser->patchCorrections(loop.hidden, structures, patchSums.select(1, codes::kPatchCodes)).to(torch::kFloat) -
        patchError;
    const torch::Tensor correction =
        meanWhere(blockMiss.abs().mean(1), block.weight) + meanWhere(patchMiss.abs().mean(1), loop.weight);

    const torch::Tensor loss = 3.0 * structure + blocks + patches + curves + kCorrectionWeight * correction;
    return {loss,
            {{"structure", structure},
             {"blocks", blocks},
             {"patches", patches},
             {"curves", curves},
             {"correction", correction}}};
}

}  // namespace img2cadseq::learn
