#include "learn/critic_stage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <torch/torch.h>

#include "core/error.h"
#include "core/random.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/critic.h"
#include "nn/precision.h"

namespace img2cadseq::learn {
namespace {

constexpr double kTemperature = 0.05;  ///< difference of overlaps that makes one candidate e times the better choice
constexpr size_t kEvidence = 22;       ///< the number of a candidate that is its total evidence
/// Candidates over this are the true part itself, which no source offers: they are learnt from now and then.
constexpr float kTrue = 0.9f;
constexpr size_t kFirstOfEvidence = 15;
constexpr double kTrueKept = 0.3, kCut = 0.5, kSilent = 0.25;
constexpr std::array kWeights{0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 4.0, 10.0};

std::vector<nn::CriticCase> casesIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".cases") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<nn::CriticCase> all;
    for (const auto& file : files)
        for (nn::CriticCase& one : nn::readCriticCases(file))
            if (one.candidates.size() > 1) all.push_back(std::move(one));
    if (all.empty())
        throw Error(ErrorCode::BadInput, folder.string() + ": there are no cases of the critic in it",
                    "make some by img2cadseq-critic-cases");
    return all;
}

/// Some candidates of some pictures, as many of each.
struct Lesson {
    nn::CriticBatch inputs;
    torch::Tensor overlaps;  ///< [pictures, candidates]
};

torch::Tensor overlapsOf(const std::vector<const nn::CriticCandidate*>& candidates) {
    std::vector<float> values;
    for (const auto* c : candidates) values.push_back(c->overlap);
    return torch::tensor(values);
}

/// The candidates of a picture that a step may take.
std::vector<size_t> eligible(const nn::CriticCase& one, Random& random) {
    std::vector<size_t> some;
    for (size_t i = 0; i < one.candidates.size(); ++i)
        if (one.candidates[i].overlap <= kTrue || random.chance(kTrueKept)) some.push_back(i);
    return some;
}

/// A rectangle of all maps, of picture and candidates alike, that nothing is known of.
void cut(torch::Tensor& maps, Random& random) {
    const int side = nn::kCriticSide;
    const int width = random.integer(8, 32), height = random.integer(8, 32), x = random.integer(0, side - width),
              y = random.integer(0, side - height);
    maps.slice(2, y, y + height).slice(3, x, x + width).zero_();
}

Lesson lesson(const std::vector<nn::CriticCase>& cases, const CriticStageOptions& options, uint64_t step) {
    Random random(options.train.seed, step);
    std::vector<torch::Tensor> maps, numbers, overlaps;
    const auto wanted = static_cast<size_t>(options.candidates);
    for (int64_t i = 0; i < options.train.batch; ++i) {
        const nn::CriticCase& one = cases[static_cast<size_t>(random.integer(0, static_cast<int>(cases.size()) - 1))];
        std::vector<size_t> order = eligible(one, random);
        if (order.size() < 2) {
            --i;
            continue;
        }
        std::vector<const nn::CriticCandidate*> chosen;
        for (size_t k = 0; k < wanted; ++k) {
            if (k < order.size())
                std::swap(order[k], order[static_cast<size_t>(
                                        random.integer(static_cast<int>(k), static_cast<int>(order.size()) - 1))]);
            chosen.push_back(&one.candidates[order[k % order.size()]]);
        }
        nn::CriticBatch batch = nn::criticBatch(one.picture, chosen, random.chance(0.5));
        if (random.chance(kCut)) cut(batch.maps, random);
        if (random.chance(kSilent)) batch.numbers.slice(1, kFirstOfEvidence, kEvidence + 1).zero_();
        maps.push_back(batch.maps);
        numbers.push_back(batch.numbers);
        overlaps.push_back(overlapsOf(chosen));
    }
    return {{torch::cat(maps), torch::cat(numbers)}, torch::stack(overlaps)};
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const double n = static_cast<double>(a.size());
    const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n, mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double ab = 0.0, aa = 1e-12, bb = 1e-12;
    for (size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / std::sqrt(aa * bb);
}

std::map<std::string, double> figuresOf(nn::Critic& critic, const std::vector<nn::CriticCase>& cases) {
    const torch::NoGradGuard guard;
    std::map<std::string, double> sums;
    std::array<double, kWeights.size()> both{};
    size_t pictures = 0;
    for (const nn::CriticCase& one : cases) {
        std::vector<const nn::CriticCandidate*> all;
        for (const nn::CriticCandidate& c : one.candidates)
            if (c.overlap <= kTrue) all.push_back(&c);
        if (all.size() < 2) continue;
        ++pictures;
        const torch::Tensor guess = torch::sigmoid(critic->forward(nn::criticBatch(one.picture, all))).contiguous();
        std::vector<double> guesses, evidence, truth;
        for (size_t i = 0; i < all.size(); ++i) {
            guesses.push_back(guess.data_ptr<float>()[i]);
            evidence.push_back(all[i]->numbers[kEvidence]);
            truth.push_back(all[i]->overlap);
        }
        const auto best = [&](const std::vector<double>& by) {
            return truth[static_cast<size_t>(std::max_element(by.begin(), by.end()) - by.begin())];
        };
        sums["critic"] += best(guesses);
        sums["evidence"] += best(evidence);
        sums["oracle"] += best(truth);
        sums["mean"] += std::accumulate(truth.begin(), truth.end(), 0.0) / static_cast<double>(truth.size());
        sums["critic.within"] += correlation(guesses, truth);
        sums["evidence.within"] += correlation(evidence, truth);
        for (size_t i = 0; i < guesses.size(); ++i)
            sums["error"] += std::abs(guesses[i] - truth[i]) / static_cast<double>(guesses.size());
        for (size_t w = 0; w < kWeights.size(); ++w) {
            std::vector<double> sum(evidence);
            for (size_t i = 0; i < sum.size(); ++i) sum[i] += kWeights[w] * guesses[i];
            both[w] += best(sum);
        }
    }
    const auto most = static_cast<size_t>(std::max_element(both.begin(), both.end()) - both.begin());
    sums["both"] = both[most];
    for (auto& [name, value] : sums) value /= static_cast<double>(std::max<size_t>(1, pictures));
    sums["both.weight"] = kWeights[most];
    return sums;
}

}  // namespace

void trainCritic(const CriticStageOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    const nn::CriticOptions network{options.width};
    nn::Critic critic(network);
    Trainer trainer(options.train, critic.ptr(), network.metadata());
    const std::vector<nn::CriticCase> cases = casesIn(options.cases);
    const std::vector<nn::CriticCase> held =
        options.held.empty() ? std::vector<nn::CriticCase>{} : casesIn(options.held);
    Stream<Lesson> stream([&](uint64_t step) { return lesson(cases, options, step); }, 1,
                          static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const Lesson one = stream.next();
        const torch::Tensor logits = critic->forward(one.inputs).view(one.overlaps.sizes());
        const nn::NoAutocast exact;
        const torch::Tensor guess = torch::sigmoid(logits), truth = one.overlaps;
        const torch::Tensor wrong = torch::smooth_l1_loss(guess, truth, at::Reduction::Mean, 0.1);
        const torch::Tensor order =
            -(torch::softmax(truth / kTemperature, 1) *
              (torch::log_softmax(guess / kTemperature, 1) - torch::log_softmax(truth / kTemperature, 1)))
                 .sum(1)
                 .mean();
        return StepLoss{10.0 * wrong + options.ranking * order, {{"wrong", wrong}, {"order", order}}};
    };
    const auto evaluate = [&] { return figuresOf(critic, held); };
    trainer.run(forward, held.empty() ? Trainer::Evaluate() : Trainer::Evaluate(evaluate), stop);
}

std::map<std::string, double> reportCritic(const std::filesystem::path& cases, const std::filesystem::path& weights) {
    nn::Critic critic = nn::loadCritic(weights);
    return figuresOf(critic, casesIn(cases));
}

}  // namespace img2cadseq::learn
