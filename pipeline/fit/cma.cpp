#include "fit/cma.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace img2cadseq {

CmaResult minimisedByCma(const std::function<double(const std::vector<double>&)>& f, const std::vector<double>& start,
                         const std::vector<double>& deviations, Random random, const CmaOptions& options) {
    using Eigen::MatrixXd;
    using Eigen::VectorXd;
    const auto n = static_cast<Eigen::Index>(start.size());
    const double dim = static_cast<double>(n);
    const int lambda = std::max(4, options.population), mu = lambda / 2;
    VectorXd weights(mu);
    for (int i = 0; i < mu; ++i) weights[i] = std::log((lambda + 1.0) / 2.0) - std::log(i + 1.0);
    weights /= weights.sum();
    const double muEff = 1.0 / weights.squaredNorm();
    const double cSigma = (muEff + 2.0) / (dim + muEff + 5.0);
    const double dSigma = 1.0 + 2.0 * std::max(0.0, std::sqrt((muEff - 1.0) / (dim + 1.0)) - 1.0) + cSigma;
    const double cC = (4.0 + muEff / dim) / (dim + 4.0 + 2.0 * muEff / dim);
    const double c1 = 2.0 / ((dim + 1.3) * (dim + 1.3) + muEff);
    const double cMu = std::min(1.0 - c1, 2.0 * (muEff - 2.0 + 1.0 / muEff) / ((dim + 2.0) * (dim + 2.0) + muEff));
    const double expected = std::sqrt(dim) * (1.0 - 1.0 / (4.0 * dim) + 1.0 / (21.0 * dim * dim));

    const VectorXd unit = Eigen::Map<const VectorXd>(deviations.data(), n);
    const auto plain = [&](const VectorXd& z) {
        std::vector<double> x(start);
        for (Eigen::Index i = 0; i < n; ++i) x[static_cast<size_t>(i)] += unit[i] * z[i];
        return x;
    };
    VectorXd mean = VectorXd::Zero(n), pathSigma = VectorXd::Zero(n), pathC = VectorXd::Zero(n);
    MatrixXd covariance = MatrixXd::Identity(n, n);
    double sigma = 1.0;
    CmaResult result{start, f(start), 1};
    std::vector<VectorXd> steps(static_cast<size_t>(lambda), VectorXd(n));
    std::vector<double> values(static_cast<size_t>(lambda));
    std::vector<int> order(static_cast<size_t>(lambda));
    for (int generation = 1; result.evaluations + lambda <= options.evaluations; ++generation) {
        const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(covariance);
        const VectorXd roots = eigen.eigenvalues().cwiseMax(1e-20).cwiseSqrt();
        if (sigma * roots.maxCoeff() < options.smallest) break;
        for (size_t k = 0; k < steps.size(); ++k) {
            VectorXd z(n);
            for (Eigen::Index i = 0; i < n; ++i) z[i] = random.normal();
            steps[k] = eigen.eigenvectors() * roots.cwiseProduct(z);
            const std::vector<double> x = plain(mean + sigma * steps[k]);
            values[k] = f(x);
            ++result.evaluations;
            if (values[k] < result.value) result.value = values[k], result.best = x;
        }
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(),
                         [&](int a, int b) { return values[static_cast<size_t>(a)] < values[static_cast<size_t>(b)]; });
        VectorXd move = VectorXd::Zero(n);
        MatrixXd spread = MatrixXd::Zero(n, n);
        for (int i = 0; i < mu; ++i) {
            const VectorXd& y = steps[static_cast<size_t>(order[static_cast<size_t>(i)])];
            move += weights[i] * y;
            spread += weights[i] * y * y.transpose();
        }
        mean += sigma * move;
        const VectorXd whitened =
            eigen.eigenvectors() * roots.cwiseInverse().cwiseProduct(eigen.eigenvectors().transpose() * move);
        pathSigma = (1.0 - cSigma) * pathSigma + std::sqrt(cSigma * (2.0 - cSigma) * muEff) * whitened;
        const double length = pathSigma.norm() / std::sqrt(1.0 - std::pow(1.0 - cSigma, 2.0 * generation)) / expected;
        const bool held = length < 1.4 + 2.0 / (dim + 1.0);
        pathC = (1.0 - cC) * pathC + (held ? std::sqrt(cC * (2.0 - cC) * muEff) : 0.0) * move;
        const double lost = held ? 0.0 : c1 * cC * (2.0 - cC);
        covariance = (1.0 + lost - c1 - cMu) * covariance + c1 * pathC * pathC.transpose() + cMu * spread;
        sigma *= std::exp(std::min(1.0, cSigma / dSigma * (pathSigma.norm() / expected - 1.0)));
    }
    return result;
}

}  // namespace img2cadseq
