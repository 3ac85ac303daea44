#pragma once
// Adaptive Gauss-Kronrod integration of functions with square-root ends, as areas and lengths across arcs have.

#include <cmath>
#include <numbers>
#include <vector>

namespace img2cadseq::csg {

struct Panel {
    double value, error;
};

/// Gauss 7, Kronrod 15 over [a, b] in s, x = middle + half * sin(pi/2 s): a square root at either end becomes smooth.
template <class F>
Panel gaussKronrod(const F& f, double a, double b) {
    static constexpr double node[8] = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
                                       0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                                       0.586087235467691130294144245693013, 0.405845151377397166906606412076961,
                                       0.207784955007898467600689403773245, 0.0};
    static constexpr double kronrod[8] = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
                                          0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                          0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
                                          0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
    static constexpr double gauss[4] = {0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
                                        0.381830050505118944950369775488975, 0.417959183673469387755102040816327};
    const double middle = 0.5 * (a + b), half = 0.5 * (b - a), quarterTurn = 0.5 * std::numbers::pi;
    const auto term = [&](double s) {
        return f(middle + half * std::sin(quarterTurn * s)) * half * quarterTurn * std::cos(quarterTurn * s);
    };
    double fine = 0.0, coarse = 0.0;
    for (int i = 0; i < 8; ++i) {
        const double v = i < 7 ? term(node[i]) + term(-node[i]) : term(0.0);
        fine += kronrod[i] * v;
        if (i % 2 == 1) coarse += gauss[i / 2] * v;
    }
    return {fine, std::abs(fine - coarse)};
}

/// Integral over [a, b] to an absolute error of about `tolerance`, halving at most `depth` times.
template <class F>
double integrate(const F& f, double a, double b, double tolerance, int depth) {
    const Panel panel = gaussKronrod(f, a, b);
    if (panel.error <= tolerance || depth == 0) return panel.value;
    const double middle = 0.5 * (a + b);
    return integrate(f, a, middle, 0.5 * tolerance, depth - 1) + integrate(f, middle, b, 0.5 * tolerance, depth - 1);
}

/// The same between neighbouring breaks (sorted); `tolerance` is for the whole.
template <class F>
double integrate(const F& f, const std::vector<double>& breaks, double tolerance, int depth) {
    double sum = 0.0;
    for (size_t i = 1; i < breaks.size(); ++i) {
        const double share = (breaks[i] - breaks[i - 1]) / (breaks.back() - breaks.front());
        sum += integrate(f, breaks[i - 1], breaks[i], tolerance * share, depth);
    }
    return sum;
}

}  // namespace img2cadseq::csg
