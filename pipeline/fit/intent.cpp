#include "fit/intent.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "cad/validity.h"
#include "fit/evidence.h"
#include "fit/parameter_space.h"
#include "fit/simplify.h"

namespace img2cadseq {
namespace {

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Parameters of one kind and direction in the order of their values.
using Row = std::vector<size_t>;

std::vector<Row> rows(const ParameterSpace& space) {
    std::vector<Row> out;
    const auto& parameters = space.parameters();
    for (size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].kind == ParameterKind::Bulge) continue;
        const auto row = std::find_if(out.begin(), out.end(), [&](const Row& r) {
            const Parameter& first = parameters[r[0]];
            return first.kind == parameters[i].kind && squaredNorm(first.direction - parameters[i].direction) < 1e-16;
        });
        if (row == out.end()) {
            out.push_back({i});
        } else {
            row->push_back(i);
        }
    }
    for (Row& row : out)
        std::stable_sort(row.begin(), row.end(),
                         [&](size_t a, size_t b) { return space.start()[a] < space.start()[b]; });
    return out;
}

class Intent {
public:
    Intent(const CadSequence& start, const Observation& observation, const IntentOptions& options, std::stop_token stop)
        : options_(options),
          stop_(std::move(stop)),
          deadline_(processorSeconds() + options.seconds),
          evidence_(observation.cloud),
          best_(start),
          distance_(evidence_.distance(start)) {}

    CadSequence run() {
        offer(simplified(best_, 0.5 * options_.reach, options_.reach));
        leaveOut();
        equalise(ParameterKind::Radius);
        equalise(ParameterKind::Coordinate);
        symmetrise();
        space();
        offer(simplified(best_, 1e-6, 1e-5));
        return best_;
    }

private:
    bool due() const { return stop_.stop_requested() || processorSeconds() > deadline_; }

    bool offer(CadSequence candidate) {
        if (due() || candidate == best_ || candidate.blocks.empty() || !isValid(candidate)) return false;
        const double distance = evidence_.distance(candidate);
        if (!(distance <= distance_ * (1.0 + options_.share) + options_.tolerance)) return false;
        best_ = std::move(candidate);
        distance_ = distance;
        return true;
    }

    /// The same with parameters moved; corners that fell together are cleared away.
    bool offerMoved(const ParameterSpace& space, const std::vector<double>& x) {
        return offer(simplified(space.apply(x), 1e-7, 1e-9));
    }

    /// Last first: what was added last explains least.
    void leaveOut() {
        for (size_t b = best_.blocks.size(); b-- > 1;) {
            CadSequence without = best_;
            without.blocks.erase(without.blocks.begin() + static_cast<std::ptrdiff_t>(b));
            if (offer(std::move(without))) continue;
            for (size_t p = best_.blocks[b].sketch.profiles.size(); p-- > 0;) {
                if (best_.blocks[b].sketch.profiles.size() == 1) break;
                without = best_;
                auto& profiles = without.blocks[b].sketch.profiles;
                profiles.erase(profiles.begin() + static_cast<std::ptrdiff_t>(p));
                offer(std::move(without));
            }
        }
        for (size_t b = 0; b < best_.blocks.size(); ++b)
            for (size_t p = 0; p < best_.blocks[b].sketch.profiles.size(); ++p)
                for (size_t h = best_.blocks[b].sketch.profiles[p].holes.size(); h-- > 0;) {
                    CadSequence without = best_;
                    auto& holes = without.blocks[b].sketch.profiles[p].holes;
                    holes.erase(holes.begin() + static_cast<std::ptrdiff_t>(h));
                    offer(std::move(without));
                }
    }

    /// Neighbours in a row within reach become their mean: all rows at once, else one pair after the other.
    void equalise(ParameterKind kind) {
        for (int turn = 0; turn < 40 && !due(); ++turn) {
            const ParameterSpace space(best_);
            std::vector<std::pair<size_t, size_t>> pairs;
            for (const Row& row : rows(space))
                for (size_t i = 0; i + 1 < row.size() && space.parameters()[row[0]].kind == kind; ++i)
                    if (space.start()[row[i + 1]] - space.start()[row[i]] < options_.reach)
                        pairs.push_back({row[i], row[i + 1]});
            std::erase_if(pairs, [&](const auto& pair) { return refused(space, pair); });
            if (pairs.empty()) return;
            const auto nearest = *std::min_element(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) {
                return space.start()[a.second] - space.start()[a.first] <
                       space.start()[b.second] - space.start()[b.first];
            });
            std::vector<double> x = space.start();
            x[nearest.first] = x[nearest.second] = 0.5 * (x[nearest.first] + x[nearest.second]);
            if (!offerMoved(space, x))
                refused_.push_back({space.start()[nearest.first], space.start()[nearest.second]});
        }
    }
    bool refused(const ParameterSpace& space, const std::pair<size_t, size_t>& pair) const {
        return std::find(refused_.begin(), refused_.end(),
                         std::pair{space.start()[pair.first], space.start()[pair.second]}) != refused_.end();
    }

    /// Coordinates about the origin: the one nearest to it becomes 0, pairs become +- their mean.
    void symmetrise() {
        for (size_t index = 0;; ++index) {
            const ParameterSpace space(best_);
            const auto all = rows(space);
            if (index >= all.size() || due()) return;
            if (space.parameters()[all[index][0]].kind != ParameterKind::Coordinate) continue;
            std::vector<double> whole = space.start();
            for (const auto& [a, b] : mirrorPairs(space, all[index])) {
                const double value = a == b ? 0.0 : 0.5 * (space.start()[b] - space.start()[a]);
                whole[a] = -value, whole[b] = value;
            }
            if (whole == space.start() || offerMoved(space, whole)) continue;
            for (const auto& [a, b] : mirrorPairs(space, all[index])) {
                const ParameterSpace now(best_);
                if (now.start() != space.start()) break;
                std::vector<double> x = now.start();
                x[a] = whole[a], x[b] = whole[b];
                if (offerMoved(now, x)) break;
            }
        }
    }
    std::vector<std::pair<size_t, size_t>> mirrorPairs(const ParameterSpace& space, const Row& row) const {
        std::vector<std::pair<size_t, size_t>> pairs;
        for (size_t low = 0; low < row.size(); ++low) {
            const double a = space.start()[row[low]];
            if (a > 0.5 * options_.reach) break;
            size_t partner = low;
            double least = options_.reach;
            for (size_t high = low; high < row.size(); ++high)
                if (const double off = std::abs(a + space.start()[row[high]]); off < least) partner = high, least = off;
            if (least < options_.reach && (partner != low || std::abs(a) < 0.5 * options_.reach))
                pairs.push_back({row[low], row[partner]});
        }
        return pairs;
    }

    /// Circles' centres in a row of three or more with nearly even steps.
    void space() {
        for (size_t index = 0;; ++index) {
            const ParameterSpace space(best_);
            const auto all = rows(space);
            if (index >= all.size() || due()) return;
            Row centres;
            for (const size_t i : all[index])
                if (space.parameters()[i].centre) centres.push_back(i);
            if (centres.size() < 3) continue;
            const double first = space.start()[centres.front()], last = space.start()[centres.back()];
            std::vector<double> x = space.start();
            bool even = true;
            for (size_t k = 0; k < centres.size(); ++k) {
                const double at =
                    first + (last - first) * static_cast<double>(k) / static_cast<double>(centres.size() - 1);
                even &= std::abs(at - x[centres[k]]) < options_.reach;
                x[centres[k]] = at;
            }
            if (even) offerMoved(space, x);
        }
    }

    IntentOptions options_;
    std::stop_token stop_;
    double deadline_;
    CloudEvidence evidence_;
    CadSequence best_;
    double distance_;
    std::vector<std::pair<double, double>> refused_;
};

}  // namespace

CadSequence withIntent(const CadSequence& start, const Observation& observation, const IntentOptions& options,
                       std::stop_token stop) {
    if (observation.cloud.positions.empty() || !isValid(start)) return start;
    return Intent(start, observation, options, std::move(stop)).run();
}

ParameterFit refined(const CadSequence& start, const Observation& observation, const FitOptions& fit,
                     const IntentOptions& intent, std::stop_token stop) {
    ParameterFit first = fitParameters(start, observation, fit, stop);
    const CadSequence meant = withIntent(first.sequence, observation, intent, stop);
    if (meant == first.sequence) return first;
    ParameterFit second = fitParameters(meant, observation, fit, stop);
    second.before = first.before;
    second.improved = second.after < first.before || second.sequence != start;
    return second;
}

}  // namespace img2cadseq
