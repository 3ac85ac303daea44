#include "viewer/colours.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::viewer {
namespace {

constexpr Colour rgb(int r, int g, int b) { return {r / 255.0, g / 255.0, b / 255.0}; }

template <size_t N>
Colour along(const std::array<Colour, N>& stops, double t) {
    const double place = std::clamp(std::isfinite(t) ? t : 0.0, 0.0, 1.0) * static_cast<double>(N - 1);
    const size_t low = std::min(static_cast<size_t>(place), N - 2);
    const double share = place - static_cast<double>(low);
    Colour mixed{};
    for (size_t i = 0; i < 3; ++i) mixed[i] = stops[low][i] * (1.0 - share) + stops[low + 1][i] * share;
    return mixed;
}

/// Perceptually even, dark blue over green to yellow; t is clamped to [0, 1].
Colour viridis(double t) {
    static constexpr std::array<Colour, 9> stops{rgb(68, 1, 84),    rgb(71, 44, 122),  rgb(59, 81, 139),
                                                 rgb(44, 113, 142), rgb(33, 144, 141), rgb(39, 173, 129),
                                                 rgb(92, 200, 99),  rgb(170, 220, 50), rgb(253, 231, 37)};
    return along(stops, t);
}

/// Without the ends that come near the ground.
Colour valuesOnLight(double t) { return viridis(0.92 * std::clamp(t, 0.0, 1.0)); }
Colour valuesOnDark(double t) { return viridis(0.3 + 0.7 * std::clamp(t, 0.0, 1.0)); }

}  // namespace

const Palette& palette(ViewTheme theme) {
    static const Palette light{
        .groundTop = rgb(214, 223, 233),
        .groundBottom = rgb(248, 249, 251),
        .part = rgb(168, 182, 201),
        .compare = rgb(236, 140, 52),
        .edge = rgb(28, 36, 48),
        .highlight = rgb(255, 176, 59),
        .unseen = rgb(196, 150, 190),
        .cap = rgb(214, 122, 96),
        .point = rgb(52, 92, 148),
        .seen = rgb(38, 110, 190),
        .invented = rgb(226, 128, 42),
        .text = rgb(44, 52, 64),
        .mark = rgb(200, 40, 60),
        .values = valuesOnLight,
    };
    static const Palette dark{
        .groundTop = rgb(38, 43, 51),
        .groundBottom = rgb(72, 80, 92),
        .part = rgb(158, 173, 194),
        .compare = rgb(242, 152, 66),
        .edge = rgb(10, 13, 18),
        .highlight = rgb(255, 176, 59),
        .unseen = rgb(186, 132, 180),
        .cap = rgb(214, 122, 96),
        .point = rgb(140, 182, 232),
        .seen = rgb(98, 168, 240),
        .invented = rgb(244, 156, 72),
        .text = rgb(220, 226, 234),
        .mark = rgb(255, 104, 118),
        .values = valuesOnDark,
    };
    return theme == ViewTheme::Dark ? dark : light;
}

Colour distanceRamp(double t) {
    static constexpr std::array<Colour, 5> stops{rgb(150, 170, 196), rgb(222, 226, 214), rgb(250, 206, 96),
                                                 rgb(232, 98, 52), rgb(150, 18, 38)};
    return along(stops, t);
}

Rgb toRgb(const Colour& colour) {
    const auto byte = [](double v) { return static_cast<uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255.0)); };
    return {byte(colour[0]), byte(colour[1]), byte(colour[2])};
}

Colour toColour(const Rgb& value) { return rgb(value.r, value.g, value.b); }

}  // namespace img2cadseq::viewer
