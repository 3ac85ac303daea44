#include "nn/sampler.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/random.h"
#include "nn/draw.h"
#include "nn/on_device.h"
#include "nn/precision.h"

namespace img2cadseq::nn {
namespace {

using codes::CodeTree;
using codes::kAttributes;
using codes::kFirstLoopSlot;
using codes::kNone;
using codes::kSlots;

struct Row {
    uint64_t candidate = 0;
    CodeTree tree;
    std::array<int, kSlots> known{};
    double logProbability = 0.0;
    int drawn = 0;

    bool whole(int s) const {
        return known[static_cast<size_t>(s)] > codes::codeCount(tree[static_cast<size_t>(s)][0]) &&
               known[static_cast<size_t>(s)] > 0;
    }
    bool done() const {
        for (int s = 1; s < kSlots; ++s)
            if (!whole(s)) return false;
        return true;
    }
};

/// The structure tokens open to a slot; by position alone where what is given contradicts itself.
std::vector<bool> openStructures(const CodeTree& tree, int slot) {
    const auto allowed = codes::allowedStructures(tree, slot);
    std::vector<bool> open(allowed.begin(), allowed.end());
    if (std::find(open.begin(), open.end(), true) == open.end())
        for (int s = 0; s < codes::kStructures; ++s) open[static_cast<size_t>(s)] = codes::structureAllowed(slot, s);
    return open;
}

/// Padding that follows from what is known needs no network.
void settleForced(Row& row) {
    for (int s = 1; s < kSlots; ++s) {
        const auto slot = static_cast<size_t>(s);
        if (row.known[slot] > 0) continue;
        const auto open = openStructures(row.tree, s);
        if (!open[codes::kPad] || std::count(open.begin(), open.end(), true) != 1) continue;
        row.tree[slot][0] = codes::kPad;
        row.known[slot] = 1;
    }
}

class Group {
public:
    /// `trunk`: the denoiser, on any device; `memory` is there.
    Group(Codec& codec, Denoiser& denoiser, Denoiser& trunk, const torch::Tensor& memory, const SamplerOptions& options)
        : codec_(codec), denoiser_(denoiser), trunk_(trunk), options_(options) {
        guided_ = memory.defined() && options.guidance != 1.0;
        memory_ = memory.defined() ? memory : trunk->nothing();
        if (guided_) memory_ = torch::cat({memory_, trunk->nothing(memory.size(1))}, 0);
    }

    /// State of every slot of every row; with guidance the unconditional rows follow the conditional ones.
    void look(const std::array<Row, kGroup>& rows) {
        const torch::Device device = memory_.device();
        const TreeLatents latents = treeLatents(codec_, treeTensor(rows)).to(device);
        const torch::Tensor known = knownTensor(rows).to(device);
        hidden_ = onDevice(device, [&] { return trunk_->hidden(latents, known, memory_).cpu(); });
        structure_ = guide(denoiser_->structureLogits(hidden_)).contiguous();
    }

    const float* structureLogits(int64_t row, int slot) const {
        return structure_.data_ptr<float>() + (row * kSlots + slot) * codes::kStructures;
    }

    /// Logits of the slot's next attribute, given the slot's attributes so far.
    torch::Tensor codeLogits(int64_t row, int slot, const codes::Slot& so_far, int attribute) {
        const torch::Tensor h = bothRows(row, slot);
        const int64_t twice = h.size(0);
        torch::Tensor logits;
        if (codes::isBlockSlot(slot)) {
            logits =
                denoiser_->blockLogits(h, sums(codec_->block, so_far, 1, attribute).expand({twice, -1}), attribute - 1);
        } else {
            const int patchKnown = std::min(attribute, 1 + codes::kPatchCodes), curveFrom = 1 + codes::kPatchCodes;
            const torch::Tensor patch = sums(codec_->patch, so_far, 1, patchKnown).expand({twice, -1});
            const torch::Tensor curve =
                sums(codec_->curve, so_far, curveFrom, std::max(attribute, curveFrom)).expand({twice, -1});
            const torch::Tensor structure = torch::full({twice}, static_cast<int64_t>(so_far[0]), torch::kLong);
            logits = denoiser_->loopLogits(h, structure, patch, curve, attribute - 1);
        }
        return guide(logits).contiguous();
    }

    Corrections corrections(int64_t row, const CodeTree& tree) {
        Corrections out;
        const codes::PartCodes kept = codes::readTree(tree);
        for (size_t i = 0; i < kept.blocks.size(); ++i) {
            const int slot = 1 + static_cast<int>(i);
            const torch::Tensor latent =
                sums(codec_->block, tree[static_cast<size_t>(slot)], 1, 1 + codes::kBlockCodes);
            const torch::Tensor c =
                denoiser_->blockCorrections(hidden_[row].slice(0, slot, slot + 1), latent).contiguous();
            out.blocks.push_back({c.data_ptr<float>()[0], c.data_ptr<float>()[1]});
        }
        for (int slot = kFirstLoopSlot; slot < kSlots && out.patches.size() < kept.loops.size(); ++slot) {
            const codes::Slot& s = tree[static_cast<size_t>(slot)];
            if (!codes::isLoop(s[0]) || codes::blockOf(s[0]) >= static_cast<int>(kept.blocks.size())) continue;
            const torch::Tensor latent = sums(codec_->patch, s, 1, 1 + codes::kPatchCodes);
            const torch::Tensor structure = torch::full({1}, static_cast<int64_t>(s[0]), torch::kLong);
            const torch::Tensor c =
                denoiser_->patchCorrections(hidden_[row].slice(0, slot, slot + 1), structure, latent).contiguous();
            std::array<float, codes::PatchFeature::kSize> numbers{};
            std::copy_n(c.data_ptr<float>(), numbers.size(), numbers.begin());
            out.patches.push_back(numbers);
        }
        return out;
    }

private:
    torch::Tensor treeTensor(const std::array<Row, kGroup>& rows) const {
        torch::Tensor out = torch::full({kGroup, kSlots, kAttributes}, kNone, torch::kLong);
        auto access = out.accessor<int64_t, 3>();
        for (int64_t r = 0; r < kGroup; ++r)
            for (int64_t s = 0; s < kSlots; ++s)
                for (int64_t a = 0; a < rows[static_cast<size_t>(r)].known[static_cast<size_t>(s)]; ++a)
                    access[r][s][a] = rows[static_cast<size_t>(r)].tree[static_cast<size_t>(s)][static_cast<size_t>(a)];
        return guided_ ? out.repeat({2, 1, 1}) : out;
    }

    torch::Tensor knownTensor(const std::array<Row, kGroup>& rows) const {
        torch::Tensor out = torch::zeros({kGroup, kSlots}, torch::kLong);
        auto access = out.accessor<int64_t, 2>();
        for (int64_t r = 0; r < kGroup; ++r)
            for (int64_t s = 0; s < kSlots; ++s)
                access[r][s] = rows[static_cast<size_t>(r)].known[static_cast<size_t>(s)];
        return guided_ ? out.repeat({2, 1}) : out;
    }

    torch::Tensor bothRows(int64_t row, int slot) const {
        const torch::Tensor conditional = hidden_[row].slice(0, slot, slot + 1);
        return guided_ ? torch::cat({conditional, hidden_[kGroup + row].slice(0, slot, slot + 1)}, 0) : conditional;
    }

    /// First half conditional, second half not -> log-probabilities moved away from the second.
    torch::Tensor guide(const torch::Tensor& logits) const {
        if (!guided_) return logits;
        const torch::Tensor p = torch::log_softmax(logits, -1);
        const auto halves = p.chunk(2, 0);
        return halves[1] + options_.guidance * (halves[0] - halves[1]);
    }

    /// Sum of the entries of a slot's codes from attribute `from` up to `to`, [1, latent].
    static torch::Tensor sums(const Level& level, const codes::Slot& slot, int from, int to) {
        torch::Tensor sum = torch::zeros({1, level->quantiser->width()});
        for (int a = from; a < to; ++a)
            sum = sum +
                  level->quantiser->entries[a - from][static_cast<int64_t>(slot[static_cast<size_t>(a)])].unsqueeze(0);
        return sum;
    }

    Codec& codec_;
    Denoiser& denoiser_;
    Denoiser& trunk_;
    SamplerOptions options_;
    bool guided_ = false;
    torch::Tensor memory_, hidden_, structure_;
};

/// The slots to settle next, the surest first, all of one stage.
std::vector<int> nextSlots(const Group& group, const Row& row, int64_t index, const SamplerOptions& options,
                           Random random, int count) {
    struct Choice {
        double score;
        int slot;
    };
    std::vector<Choice> choices;
    bool blocksOpen = false;
    for (int s = 1; s < kFirstLoopSlot; ++s) blocksOpen = blocksOpen || !row.whole(s);
    for (int s = 1; s < kSlots; ++s) {
        const double gumbel = -std::log(-std::log(std::clamp(random.uniform(), 1e-12, 1.0 - 1e-12)));
        if (row.whole(s) || (options.settle && blocksOpen && codes::isLoopSlot(s))) continue;
        const auto open = openStructures(row.tree, s);
        const bool begun = row.known[static_cast<size_t>(s)] > 0;
        double score = begun ? 0.0 : std::log(sureness(group.structureLogits(index, s), codes::kStructures, open));
        score += options.purityNoise * options.temperature * gumbel;
        if (options.settle && codes::isLoopSlot(s) && !begun) {
            const float* logits = group.structureLogits(index, s);
            const int likely = static_cast<int>(std::max_element(logits, logits + codes::kStructures) - logits);
            if (!codes::isHole(likely) && codes::isLoop(likely)) score += 10.0;
        }
        choices.push_back({score, s});
    }
    std::stable_sort(choices.begin(), choices.end(),
                     [](const Choice& a, const Choice& b) { return a.score > b.score; });
    std::vector<int> slots;
    for (size_t i = 0; i < choices.size() && static_cast<int>(i) < count; ++i) slots.push_back(choices[i].slot);
    return slots;
}

void drawSlot(Group& group, Row& row, int64_t index, int slot, const SamplerOptions& options, Random random) {
    auto& tree = row.tree[static_cast<size_t>(slot)];
    int& known = row.known[static_cast<size_t>(slot)];
    const auto note = [&](const Draw& draw) {
        row.logProbability += std::log(std::max(draw.probability, 1e-12));
        ++row.drawn;
    };
    if (known == 0) {
        const Draw draw = drawFrom(group.structureLogits(index, slot), codes::kStructures,
                                   openStructures(row.tree, slot), options.temperature, options.truncation, random);
        tree[0] = static_cast<int16_t>(draw.index);
        known = 1;
        note(draw);
    }
    for (; known <= codes::codeCount(tree[0]); ++known) {
        const torch::Tensor logits = group.codeLogits(index, slot, tree, known);
        const Draw draw =
            drawFrom(logits.data_ptr<float>(), codes::kCodebook, {}, options.temperature, options.truncation, random);
        tree[static_cast<size_t>(known)] = static_cast<int16_t>(draw.index);
        note(draw);
    }
}

int openCount(const Row& row) {
    int open = 0;
    for (int s = 1; s < kSlots; ++s) open += !row.whole(s);
    return open;
}

Row startRow(uint64_t candidate, const std::optional<PartialTree>& given) {
    Row row;
    row.candidate = candidate;
    for (codes::Slot& slot : row.tree) slot.fill(kNone);
    row.tree[0][0] = codes::kStart;
    row.known[0] = 1;
    for (int s = 1; given && s < kSlots; ++s) {
        const auto slot = static_cast<size_t>(s);
        row.known[slot] = given->known[slot];
        std::copy_n(given->tree[slot].begin(), given->known[slot], row.tree[slot].begin());
    }
    settleForced(row);
    return row;
}

}  // namespace

std::vector<DrawnTree> drawTrees(Codec& codec, Denoiser& denoiser, const torch::Tensor& memory,
                                 const SamplerOptions& options, uint64_t first, uint64_t count,
                                 const std::optional<PartialTree>& given, const StepSink& sink, std::stop_token stop,
                                 Denoiser* elsewhere) {
    const torch::InferenceMode noGradients;
    const NoAutocast exact;
    std::vector<DrawnTree> drawn;
    for (uint64_t base = first - first % kGroup; base < first + count; base += kGroup) {
        Group group(codec, denoiser, elsewhere ? *elsewhere : denoiser, memory, options);
        std::array<Row, kGroup> rows;
        for (uint64_t r = 0; r < kGroup; ++r) rows[r] = startRow(base + r, given);
        for (int step = 0;; ++step) {
            if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "sampling was stopped");
            group.look(rows);
            bool open = false;
            for (int64_t r = 0; r < kGroup; ++r) {
                Row& row = rows[static_cast<size_t>(r)];
                if (row.done()) continue;
                const Random random = Random(options.seed, row.candidate).child(static_cast<uint64_t>(step));
                const int left = std::max(1, options.steps - step), each = (openCount(row) + left - 1) / left;
                for (const int slot : nextSlots(group, row, r, options, random.child(0), each)) {
                    if (row.whole(slot)) continue;
                    drawSlot(group, row, r, slot, options, random.child(static_cast<uint64_t>(slot)));
                    settleForced(row);
                }
                open = open || !row.done();
                if (sink && row.candidate >= first && row.candidate < first + count)
                    sink(row.candidate, step + 1, options.steps, row.tree);
            }
            if (!open) break;
        }
        group.look(rows);
        for (int64_t r = 0; r < kGroup; ++r) {
            const Row& row = rows[static_cast<size_t>(r)];
            if (row.candidate < first || row.candidate >= first + count) continue;
            drawn.push_back(
                {row.tree, group.corrections(r, row.tree), row.drawn > 0 ? row.logProbability / row.drawn : 0.0});
        }
    }
    return drawn;
}

}  // namespace img2cadseq::nn
