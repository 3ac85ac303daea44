#include "app/cli/evaluate_figures.h"

#include <algorithm>
#include <cstdio>

#include "metrics/statistics.h"

namespace img2cadseq::cli {
namespace {

constexpr const char* kRows[] = {"true_box", "predicted_box", "silhouette", "nearest", "single", "best"};

/// 0 of none.
double middle(const std::vector<double>& values) { return values.empty() ? 0.0 : metrics::median(values); }

/// One line of the table: medians over the cases of what stands under `key`.
std::string line(const std::vector<Record>& cases, const std::string& key) {
    std::vector<double> iou, gain, cd;
    size_t holes = 0, count = 0;
    for (const Record& one : cases) {
        if (!one.contains(key) || one[key].is_null()) continue;
        const Record& f = one[key];
        ++count;
        iou.push_back(f["iou"]);
        cd.push_back(f["cd"]);
        if (!f["gain"].is_null()) gain.push_back(f["gain"]);
        holes += f["holes_right"].get<bool>();
    }
    char text[160];
    std::snprintf(text, sizeof text, "%-14s %5zu  %6.3f  %6.3f  %8.2f  %5.1f %%", key.c_str(), count, middle(iou),
                  middle(gain), middle(cd),
                  count > 0 ? 100.0 * static_cast<double>(holes) / static_cast<double>(count) : 0.0);
    return text;
}

/// Gains of what stands under `key`; where nothing stands there, the case is lost: -1.
std::vector<double> gains(const std::vector<Record>& cases, const std::string& key) {
    std::vector<double> out;
    for (const Record& one : cases) {
        if (!one.contains("true_box") || one["true_box"]["gain"].is_null()) continue;  // fills its box
        const bool there = one.contains(key) && !one[key].is_null() && !one[key]["gain"].is_null();
        out.push_back(there ? one[key]["gain"].get<double>() : -1.0);
    }
    return out;
}

/// By how much the best beats what stands under `key`.
std::string lead(const std::vector<Record>& cases, const std::string& key) {
    const auto ours = gains(cases, "best"), theirs = gains(cases, key);
    const bool measured = std::any_of(cases.begin(), cases.end(),
                                      [&](const Record& one) { return one.contains(key) && !one[key].is_null(); });
    if (ours.empty() || !measured) return key + "  not measured";
    const metrics::Interval interval = metrics::pairedBootstrap(ours, theirs, metrics::Statistic::Median, Random(1),
                                                                {.resamples = 2000, .level = 0.9});
    char text[160];
    std::snprintf(text, sizeof text, "%-14s %+6.3f  [%+.3f, %+.3f]", key.c_str(), interval.estimate, interval.low,
                  interval.high);
    return text;
}

}  // namespace

Record figuresOf(const metrics::Comparison& c) {
    return {{"iou", c.overlap.iou},
            {"box", c.overlap.box},
            {"gain", c.overlap.gain ? Record(*c.overlap.gain) : Record()},
            {"cd", c.distances.cdL1},
            {"cd2", c.distances.cd},
            {"f1", c.distances.f1},
            {"holes_right", c.holesRight()}};
}

std::string captionOf(const Record& record) {
    std::string text = record["name"].get<std::string>() + "   ";
    if (!record.contains("best")) return text + "nothing passed the gate";
    const Record& best = record["best"];
    char figures[96];
    std::snprintf(figures, sizeof figures, "IoU %.2f  ", best["iou"].get<double>());
    text += figures;
    if (!best["gain"].is_null()) std::snprintf(figures, sizeof figures, "gain %+.2f  ", best["gain"].get<double>());
    if (!best["gain"].is_null()) text += figures;
    std::snprintf(figures, sizeof figures, "1000 CD %.1f  %s", best["cd"].get<double>(),
                  best["holes_right"].get<bool>() ? "holes right" : "holes wrong");
    return text + figures + "   " + record["source"].get<std::string>();
}

std::string tableOf(const std::vector<Record>& cases) {
    char head[160];
    std::snprintf(head, sizeof head, "%-14s %5s  %6s  %6s  %8s  %7s\n", "medians", "cases", "IoU", "gain", "1000 CD",
                  "holes");
    std::string text = head;
    for (const char* key : kRows) text += line(cases, key) + "\n";
    text += "best less, gain, medians with 90 % intervals (paired bootstrap)\n";
    for (const char* key : kRows)
        if (std::string(key) != "best") text += lead(cases, key) + "\n";
    return text;
}

}  // namespace img2cadseq::cli
