#include "learn/optimiser.h"

#include <cmath>
#include <map>

#include <torch/torch.h>

#include "learn/muon.h"

namespace img2cadseq::learn {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.98, kEpsilon = 1e-8, kMomentum = 0.95;

struct Factors {
    float gradient, rate, decay, correction, ema;
};

/// The update of one tensor on the CPU, a single pass over its five arrays.
[[gnu::target_clones("default", "avx2", "avx512f"), gnu::optimize("no-math-errno")]] void updatePlain(
    float* w, float* m, float* v, float* a, const float* g, int64_t count, const Factors& f) {
    constexpr float b1 = kBeta1, b2 = kBeta2, epsilon = kEpsilon;
    for (int64_t i = 0; i < count; ++i) {
        const float gradient = g[i] * f.gradient;
        m[i] = b1 * m[i] + (1 - b1) * gradient;
        v[i] = b2 * v[i] + (1 - b2) * gradient * gradient;
        w[i] = w[i] * f.decay - f.rate * m[i] / (std::sqrt(v[i]) * f.correction + epsilon);
    }
    if (a == nullptr) return;
    for (int64_t i = 0; i < count; ++i) a[i] += (w[i] - a[i]) * f.ema;
}

}  // namespace

Optimiser::Optimiser(std::vector<std::pair<std::string, torch::Tensor>> parameters, bool averaged, bool muon)
    : averaged_(averaged) {
    torch::NoGradGuard guard;
    count_ = torch::zeros({1}, torch::kLong);
    for (auto& [name, weight] : parameters) {
        Slot slot{name, weight, torch::zeros_like(weight), {}, {}, muon && isHiddenMatrix(name, weight)};
        if (!slot.muon) slot.second = torch::zeros_like(weight);
        if (averaged) slot.average = weight.detach().clone();
        slots_.push_back(std::move(slot));
    }
}

void Optimiser::slow(const std::string& name, double share) {
    for (Slot& slot : slots_)
        if (slot.name == name) slot.share = share;
}

double Optimiser::decay(const Slot& slot, const Rates& rates) const {
    return slot.weight.dim() >= 2 ? 1.0 - rates.learningRate * slot.share * rates.weightDecay : 1.0;
}

/// The average follows quickly at first, so that it does not remember the start.
double Optimiser::follow(const Rates& rates) const {
    const double t = static_cast<double>(steps_);
    return 1.0 - std::min(rates.ema, (1.0 + t) / (10.0 + t));
}

void Optimiser::update(Slot& slot, const Rates& rates, double scale) const {
    const double t = static_cast<double>(steps_);
    const double c1 = 1.0 - std::pow(kBeta1, t), c2 = 1.0 - std::pow(kBeta2, t), ema = follow(rates);
    const Factors f{static_cast<float>(scale), static_cast<float>(rates.learningRate * slot.share / c1),
                    static_cast<float>(decay(slot, rates)), static_cast<float>(1.0 / std::sqrt(c2)),
                    static_cast<float>(ema)};
    const torch::Tensor gradient = slot.weight.grad().to(torch::kFloat).contiguous();
    if (slot.weight.is_cpu()) {
        updatePlain(slot.weight.data_ptr<float>(), slot.first.data_ptr<float>(), slot.second.data_ptr<float>(),
                    averaged_ ? slot.average.data_ptr<float>() : nullptr, gradient.data_ptr<float>(), gradient.numel(),
                    f);
        return;
    }
    slot.first.lerp_(gradient * scale, 1.0 - kBeta1);
    slot.second.mul_(kBeta2).addcmul_(gradient, gradient, (1.0 - kBeta2) * scale * scale);
    slot.weight.mul_(f.decay).addcdiv_(slot.first, slot.second.sqrt().mul_(f.correction).add_(kEpsilon), -f.rate);
    if (averaged_) slot.average.lerp_(slot.weight, ema);
}

/// Matrices of one shape are orthogonalised together.
void Optimiser::updateMatrices(const Rates& rates, double scale) {
    std::map<std::pair<int64_t, int64_t>, std::vector<Slot*>> alike;
    for (Slot& slot : slots_) {
        if (!slot.muon || !slot.weight.grad().defined()) continue;
        slot.first.mul_(kMomentum).add_(slot.weight.grad(), scale);
        alike[{slot.weight.size(0), slot.weight.numel() / slot.weight.size(0)}].push_back(&slot);
    }
    for (const auto& [shape, slots] : alike) {
        std::vector<torch::Tensor> ahead;  // of the momentum, as Nesterov looks
        for (const Slot* slot : slots)
            ahead.push_back(slot->weight.grad().mul(scale).add_(slot->first, kMomentum).view({shape.first, -1}));
        const torch::Tensor moves = orthogonalised(torch::stack(ahead));
        const double rate = rates.learningRate * muonScale(shape.first, shape.second);
        for (size_t i = 0; i < slots.size(); ++i) {
            Slot& slot = *slots[i];
            slot.weight.mul_(decay(slot, rates));
            slot.weight.add_(moves[static_cast<int64_t>(i)].view(slot.weight.sizes()), -rate * slot.share);
            if (averaged_) slot.average.lerp_(slot.weight, follow(rates));
        }
    }
}

double Optimiser::step(const Rates& rates) {
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> squares;
    for (const Slot& slot : slots_) {
        if (slot.weight.grad().defined()) squares.push_back(slot.weight.grad().norm().to(torch::kFloat).square());
    }
    const double norm = squares.empty() ? 0.0 : std::sqrt(torch::stack(squares).sum().item<double>());
    if (std::isfinite(norm)) {
        ++steps_;
        const double scale = rates.clip > 0 && norm > rates.clip ? rates.clip / norm : 1.0;
        for (Slot& slot : slots_) {
            if (!slot.muon && slot.weight.grad().defined()) update(slot, rates, scale);
        }
        updateMatrices(rates, scale);
    }
    for (Slot& slot : slots_) slot.weight.mutable_grad() = torch::Tensor();
    count_.fill_(steps_);
    return norm;
}

void Optimiser::swapAverage() {
    if (!averaged_) return;
    torch::NoGradGuard guard;
    for (Slot& slot : slots_) {
        const torch::Tensor weight = slot.weight.detach().clone();
        slot.weight.copy_(slot.average);
        slot.average.copy_(weight);
    }
}

std::vector<std::pair<std::string, torch::Tensor>> Optimiser::state() const {
    std::vector<std::pair<std::string, torch::Tensor>> all{{"steps", count_}};
    for (const Slot& slot : slots_) {
        all.emplace_back("weight." + slot.name, slot.weight.detach());
        all.emplace_back("first." + slot.name, slot.first);
        if (!slot.muon) all.emplace_back("second." + slot.name, slot.second);
        if (averaged_) all.emplace_back("average." + slot.name, slot.average);
    }
    return all;
}

}  // namespace img2cadseq::learn
