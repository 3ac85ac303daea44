#include "fit/parameters.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include <ceres/ceres.h>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/evidence.h"
#include "fit/parameter_space.h"
#include "fit/residuals.h"

namespace img2cadseq {
namespace {

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Ends Ceres between two steps.
class StopCallback : public ceres::IterationCallback {
public:
    StopCallback(const std::stop_token& stop, double deadline) : stop_(stop), deadline_(deadline) {}
    bool due() const { return stop_.stop_requested() || processorSeconds() > deadline_; }
    ceres::CallbackReturnType operator()(const ceres::IterationSummary&) override {
        return due() ? ceres::SOLVER_TERMINATE_SUCCESSFULLY : ceres::SOLVER_CONTINUE;
    }

private:
    std::stop_token stop_;
    double deadline_;
};

/// Holds a number near where it started.
class Anchor : public ceres::SizedCostFunction<1, 1> {
public:
    Anchor(double start, double weight) : start_(start), weight_(weight) {}
    bool Evaluate(double const* const* x, double* residuals, double** jacobians) const override {
        residuals[0] = weight_ * (x[0][0] - start_);
        if (jacobians && jacobians[0]) jacobians[0][0] = weight_;
        return true;
    }

private:
    double start_, weight_;
};

constexpr double kSmooth = 0.1;        ///< sine of the angle at a corner that is held to be none
constexpr double kTangentWeight = 20;  ///< in points' worth, for an angle of one loss
constexpr double kAnchorWeight = 0.3;  ///< the same, for a move of one loss

/// One round: nearest features are fixed, the parameters move.
class Round {
public:
    Round(const CadSequence& sequence, const CloudEvidence& evidence, double loss, double reach)
        : space_(sequence), x_(space_.start()), evidence_(evidence), loss_(loss), reach_(reach) {
        addPoints(csg::compile(sequence));
        for (size_t b = 0; b < sequence.blocks.size(); ++b) addCorners(b, sequence.blocks[b].sketch);
        anchor();
    }

    CadSequence solve(StopCallback& stop) {
        ceres::Solver::Options options;
        options.linear_solver_type = x_.size() > 80 ? ceres::SPARSE_NORMAL_CHOLESKY : ceres::DENSE_NORMAL_CHOLESKY;
        options.max_num_iterations = 8;
        options.num_threads = 1;
        options.logging_type = ceres::SILENT;
        options.callbacks.push_back(&stop);
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem_, &summary);
        if (!summary.IsSolutionUsable()) return space_.sequence();
        return furthestValid();
    }

private:
    void add(Residual residual, ceres::LossFunction* loss) {
        std::unique_ptr<ceres::LossFunction> owned(loss);
        if (!residual.function) return;
        std::vector<double*> blocks;
        for (const int p : residual.parameters) blocks.push_back(&x_[static_cast<size_t>(p)]);
        problem_.AddResidualBlock(residual.function.release(), owned.release(), blocks);
    }
    void addPoints(const csg::Flat& flat) {
        const csg::View view = flat.view();
        for (size_t i = 0; i < evidence_.points().size(); ++i) {
            const Vec3& p = evidence_.points()[i];
            csg::Feature feature;
            if (std::abs(csg::solidDistance(view, p, feature)) > 12.0 * loss_) continue;
            double weight = std::sqrt(evidence_.weights()[i]);
            if (!evidence_.normals().empty()) {
                Vec3 gradient;
                csg::featureDistance(view, feature, p, gradient);
                weight *= std::max(0.1, dot(gradient, evidence_.normals()[i]));
            }
            add(fieldResidual(space_, flat, feature, p, weight / loss_), new ceres::CauchyLoss(1.0));
        }
    }
    /// Corners that are nearly smooth are held smooth, where an arc takes part.
    void addCorners(size_t block, const Sketch& sketch) {
        size_t first = 0;
        const auto loop = [&](const Loop& l) {
            const size_t n = l.curves.size();
            for (size_t i = 0; n > 1 && i < n; ++i) {
                const Curve &before = l.curves[i], &after = l.curves[(i + 1) % n];
                if (std::holds_alternative<Line>(before) && std::holds_alternative<Line>(after)) continue;
                const Vec2 a = tangentAt(before, 1.0), b = tangentAt(after, 0.0);
                if (dot(a, b) > 0.0 && std::abs(cross(a, b)) < kSmooth)
                    add(tangentResidual(space_, block, first + i, first + (i + 1) % n, kTangentWeight), nullptr);
            }
            first += n;
        };
        for (const Profile& profile : sketch.profiles) {
            loop(profile.outer);
            for (const Loop& hole : profile.holes) loop(hole);
        }
    }
    void anchor() {
        for (size_t i = 0; i < x_.size(); ++i) {
            problem_.AddResidualBlock(new Anchor(x_[i], kAnchorWeight / loss_), nullptr, &x_[i]);
            const ParameterKind kind = space_.parameters()[i].kind;
            double low = x_[i] - reach_, high = x_[i] + reach_;
            if (kind == ParameterKind::Radius) low = std::max(low, 0.4 * x_[i]);
            if (kind == ParameterKind::Bulge) {
                low = std::min(0.6 * x_[i], 1.6 * x_[i]);
                high = std::max(0.6 * x_[i], 1.6 * x_[i]);
            }
            problem_.SetParameterLowerBound(&x_[i], 0, low);
            problem_.SetParameterUpperBound(&x_[i], 0, high);
        }
    }
    /// The solution, or the furthest of a few places towards it that is valid.
    CadSequence furthestValid() const {
        for (const double part : {1.0, 0.5, 0.25, 0.1}) {
            std::vector<double> x = space_.start();
            for (size_t i = 0; i < x.size(); ++i) x[i] += part * (x_[i] - x[i]);
            CadSequence moved = space_.apply(x);
            if (isValid(moved)) return moved;
        }
        return space_.sequence();
    }

    ParameterSpace space_;
    std::vector<double> x_;
    const CloudEvidence& evidence_;
    double loss_, reach_;
    ceres::Problem problem_;
};

}  // namespace

ParameterFit fitParameters(const CadSequence& start, const Observation& observation, const FitOptions& options,
                           std::stop_token stop) {
    ParameterFit fit{start};
    if (observation.cloud.positions.empty() || !isValid(start)) return fit;
    const CloudEvidence evidence(observation.cloud, options.points);
    fit.before = fit.after = evidence.distance(start);
    const double loss = observation.cloudMeasured ? options.loss : options.predictedLoss;
    StopCallback due(stop, processorSeconds() + options.seconds);
    CadSequence moved = start;
    try {
        for (int round = 0; round < options.rounds && !due.due(); ++round) {
            const double scale = loss * std::max(0.3, 1.0 - 0.2 * round);
            moved = Round(moved, evidence, scale, options.reach).solve(due);
        }
    } catch (const Error&) {
        return fit;
    }
    const double after = evidence.distance(moved);
    if (after < fit.before && isValid(moved)) fit = {std::move(moved), fit.before, after, true};
    return fit;
}

}  // namespace img2cadseq
