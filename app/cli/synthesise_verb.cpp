// synthesise: parts that nobody drew, with the pictures nobody took of them.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/inputs.h"
#include "app/cli/interrupt.h"
#include "app/cli/png.h"
#include "app/cli/progress_line.h"
#include "app/cli/verb.h"
#include "cad/json.h"
#include "cloud/cloud.h"
#include "core/error.h"
#include "core/file.h"
#include "core/parallel.h"
#include "csg/solid.h"
#include "geometry/camera_json.h"
#include "synth/part_repeats.h"
#include "synth/sample.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;
using synth::Sample;

/// Eight digits or more, so that names sort as numbers do.
std::string folderName(uint64_t index) {
    char text[32];
    std::snprintf(text, sizeof text, "%08llu", static_cast<unsigned long long>(index));
    return text;
}

/// World: the part's canonical frame, longest side 1; camera axes x right, y down, z forward; pixels.
std::string cameraJson(const Sample& sample) {
    nlohmann::ordered_json json;
    json["seed"] = sample.seed;
    json["index"] = sample.index;
    json["family"] = sample.family;
    json["style"] = sample.picture.style;
    json.update(toObject<nlohmann::ordered_json>(sample.buffers.camera));
    json["ambiguous"] = sample.frame.ambiguous;
    return json.dump(2) + "\n";
}

/// Hidden, and never taken for a finished sample.
fs::path partialName(const fs::path& folder) {
    std::string name = ".";
    name += folder.filename().string();
    name += ".part";
    return folder.parent_path() / name;
}

/// A sample's folder while it is written; goes with the object unless it was renamed.
class PartialFolder {
public:
    explicit PartialFolder(fs::path path) : path_(std::move(path)) {
        remove();  // what a killed run has left
        makeFolder(path_);
    }
    ~PartialFolder() { remove(); }
    PartialFolder(const PartialFolder&) = delete;
    PartialFolder& operator=(const PartialFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path path_;
};

/// The seed of the sample in this folder; none where there is no sample.
std::optional<uint64_t> seedOf(const fs::path& folder) {
    const fs::path file = folder / "camera.json";
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return std::nullopt;
    const auto camera = nlohmann::json::parse(readFile(file), nullptr, false);
    if (!camera.is_object() || !camera.contains("seed") || !camera["seed"].is_number_integer()) return std::nullopt;
    return camera["seed"].get<uint64_t>();
}

/// Everything of one sample, under another name until it is whole; in the place of one of another seed.
void writeSample(const fs::path& folder, const Sample& sample) {
    const PartialFolder partial(partialName(folder));
    const fs::path& part = partial.path();
    writeSequence(sample.sequence, (part / "sequence.json").string());
    writePicture(part / "photo.png", sample.picture.image);
    writePicture(part / "mask.png", sample.picture.mask);
    writePly(part / "cloud.ply", csg::cloudOf(sample.points));
    writeFile(part / "camera.json", cameraJson(sample));
    std::error_code failed;
    if (seedOf(folder)) fs::remove_all(folder, failed);
    fs::rename(part, folder, failed);
    if (failed) throw Error(ErrorCode::Io, "cannot name the folder " + folder.string(), "remove what is in the way");
}

/// Pictures side by side, `columns` a row, on white.
Image contactSheet(const std::vector<Image>& pictures, int columns) {
    constexpr int kGap = 2;
    const int step = pictures.front().width + kGap;
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    Image sheet(columns * step, rows * step, {255, 255, 255});
    for (size_t k = 0; k < pictures.size(); ++k) {
        const int left = static_cast<int>(k) % columns * step, top = static_cast<int>(k) / columns * step;
        for (int y = 0; y < pictures[k].height; ++y)
            for (int x = 0; x < pictures[k].width; ++x) sheet.at(left + x, top + y) = pictures[k].at(x, y);
    }
    return sheet;
}

class SynthesiseVerb : public Verb {
public:
    std::string name() const override { return "synthesise"; }
    std::string summary() const override {
        return "Make random parts with pictures, masks, clouds and cameras, near-duplicates left out; what is there "
               "already of the same seed is kept.";
    }

    void describe(OptionList& list) override {
        list.add("out", &out_, {.help = "folder for the samples", .placeholder = "DIR", .reported = false});
        list.add("count", &count_, {.help = "samples to make", .placeholder = "N", .low = 1, .high = 1e9});
        list.add("seed", &seed_, {.help = "seed of the set", .placeholder = "S", .low = 0});
        list.add("first", &first_, {.help = "index of the first sample", .placeholder = "I", .low = 0});
        list.add("size", &size_, {.help = "pixels of a picture's side", .placeholder = "P", .low = 16, .high = 2048});
        list.add("points", &points_, {.help = "points of a cloud", .placeholder = "N", .low = 1, .high = 1e6});
        list.add("photographs", &photographs_,
                 {.help = "share of pictures like photographs", .placeholder = "X", .low = 0, .high = 1});
        list.add("jobs", &jobs_, {.help = "threads, 0 for one a core", .placeholder = "N", .low = 0, .high = 256});
    }

    int run(const std::vector<std::string>&, const OptionList&) override {
        outputFolder(out_);
        if (!writeAll()) return exitStatus(ErrorCode::Stopped);
        if (leftOut_ > 0) std::fprintf(stderr, "synthesise: near-duplicates left out: %zu\n", leftOut_);
        if (!shown_.empty()) std::printf("%s\n", writeSheet().string().c_str());
        return 0;
    }

private:
    synth::SampleOptions sampleOptions() const {
        synth::SampleOptions options;
        options.size = size_;
        options.points = static_cast<size_t>(points_);
        options.photographs = photographs_;
        return options;
    }
    uint64_t indexOf(size_t k) const { return static_cast<uint64_t>(first_) + k; }

    /// Leaves near-duplicates out. False where the user stopped it.
    bool writeAll() {
        constexpr size_t kChunk = 2048;  // so that a stop need not wait for all to be compared
        const auto count = static_cast<size_t>(count_);
        ProgressLine progress(name());
        synth::PartRepeats repeats(static_cast<uint64_t>(seed_), indexOf(0), static_cast<unsigned>(jobs_));
        size_t done = 0, made = 0;
        for (size_t start = 0; start < count; start += kChunk) {
            const std::vector<bool> repeated = repeats.next(std::min(kChunk, count - start));
            std::vector<uint64_t> indices;
            for (size_t k = 0; k < repeated.size(); ++k)
                if (!repeated[k]) indices.push_back(indexOf(start + k));
            leftOut_ += repeated.size() - indices.size();
            for (const uint64_t index : indices)
                if (shown_.size() < kShown) shown_.push_back(index);
            if (!writeSome(indices, progress, done, made)) return false;
            done += repeated.size() - indices.size();
        }
        return true;
    }

    bool writeSome(const std::vector<uint64_t>& indices, ProgressLine& progress, size_t& done, size_t& made) const {
        const synth::SampleOptions options = sampleOptions();
        std::stop_source stop;
        std::mutex mutex;
        parallelFor(
            indices.size(), static_cast<unsigned>(jobs_),
            [&](size_t k) {
                if (interruptCount() > 0) stop.request_stop();
                if (stop.stop_requested()) return;
                const fs::path folder = fs::path(out_) / folderName(indices[k]);
                const bool needed = seedOf(folder) != static_cast<uint64_t>(seed_);
                if (needed) writeSample(folder, makeSample(static_cast<uint64_t>(seed_), indices[k], options));
                const std::scoped_lock lock(mutex);
                made += needed ? 1 : 0;
                ++done;
                progress.show(static_cast<double>(done) / static_cast<double>(count_),
                              std::to_string(done) + " of " + std::to_string(count_) + " samples, " +
                                  std::to_string(made) + " made");
            },
            stop.get_token());
        return !stop.stop_requested();
    }

    /// The first hundred, made again rather than read, so that a resumed call needs no PNG reader.
    fs::path writeSheet() const {
        synth::SampleOptions options = sampleOptions();
        options.points = 0;
        std::vector<Image> pictures(shown_.size());
        parallelFor(pictures.size(), static_cast<unsigned>(jobs_), [&](size_t k) {
            pictures[k] = makeSample(static_cast<uint64_t>(seed_), shown_[k], options).picture.image;
        });
        fs::path path = fs::path(out_) / "contact-sheet.png";
        writePicture(path, contactSheet(pictures, 10));
        return path;
    }

    static constexpr size_t kShown = 100;
    std::vector<uint64_t> shown_;  ///< what the contact sheet shows
    size_t leftOut_ = 0;
    std::string out_;
    int64_t count_ = 100, seed_ = 0, first_ = 0;
    int size_ = 128, points_ = 4096, jobs_ = 0;
    double photographs_ = 0.5;
};

}  // namespace

std::unique_ptr<Verb> synthesiseVerb() { return std::make_unique<SynthesiseVerb>(); }

}  // namespace img2cadseq::cli
