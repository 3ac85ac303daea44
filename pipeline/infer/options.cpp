#include <algorithm>
#include <array>
#include <functional>
#include <locale>
#include <sstream>

#include "core/device_name.h"
#include "core/error.h"
#include "infer/reconstructor.h"

namespace img2cadseq {
namespace {

/// As CandidateSource::name() says them; the last two only where they are named.
constexpr std::array kSources{"assembly",     "layers",      "prism",     "retrieval",  "diffusion",
                              "height field", "visual hull", "occupancy", "silhouette", "box"};

std::string sourceWords() {
    std::string words = "all, or with commas between some of ";
    for (const char* source : kSources) words += std::string(source == kSources.front() ? "" : ", ") + source;
    return words;
}

void checkSources(const std::string& names) {
    if (names == "all") return;
    std::istringstream words(names + ",");
    for (std::string word; std::getline(words, word, ',');)
        if (std::find(kSources.begin(), kSources.end(), word) == kSources.end())
            throw Error(ErrorCode::Usage, "--sources cannot be '" + names + "': there is no source '" + word + "'",
                        "give " + sourceWords());
}

}  // namespace

void ReconstructOptions::describe(OptionList& list) {
    list.add("samples", &samples, {.help = "candidates to make", .placeholder = "K", .low = 1, .high = 256});
    list.add("seed", &seed,
             {.help = "of the random numbers: the same seed gives the same candidates", .placeholder = "S", .low = 0});
    list.add("steps", &steps, {.help = "denoising steps", .placeholder = "N", .low = 1, .high = 256});
    list.add("guidance", &guidance,
             {.help = "how strongly the picture guides the denoising", .placeholder = "G", .low = 0, .high = 20});
    list.add("device", &device, {.help = "where to compute: auto, cpu or cuda:N", .placeholder = "D"});
    list.add("threads", &threads,
             {.help = "candidates worked on side by side, 0: one a core",
              .placeholder = "T",
              .low = 0,
              .high = 256,
              .reported = false});
    list.add("size-mm", &sizeMm,
             {.help = "true length of the longest side, 0: unknown, taken as 100",
              .placeholder = "L",
              .low = 0,
              .high = kLongestMm});
    list.add(
        "sides-mm", &sidesMm,
        {.help = "true lengths of the part along, across and through, in any order, where they were measured: they "
                 "make solids of pictures much surer",
         .placeholder = "A,B,C"});
    list.add("keep-size", &keepSize,
             {.help = "the numbers in a cloud's or scan's file are millimetres: its solid is as large"});
    list.add("schema", &schema,
             {.help = "STEP schema", .placeholder = "SCHEMA", .choices = {"ap214", "ap242", "ap203"}});
    list.add("sources", &sources, {.help = "where candidates come from: " + sourceWords(), .placeholder = "NAMES"});
    list.add("models", &models, {.help = "folder of the weights", .placeholder = "DIR", .reported = false});
    list.add("fit", &fit, {.help = "move the parameters of the best candidates to agree with the evidence"});
}

std::optional<Vec3> ReconstructOptions::sides() const {
    std::array<double, 3> lengths{};
    std::string words = sidesMm;
    for (char& c : words)
        if (c == ',' || c == ';' || c == 'x') c = ' ';
    std::istringstream in(words);
    in.imbue(std::locale::classic());
    for (double& length : lengths)
        if (!(in >> length) || !(length > 0.0) || !(length <= kLongestMm)) return std::nullopt;
    if (!(in >> std::ws).eof()) return std::nullopt;
    std::sort(lengths.begin(), lengths.end(), std::greater<>());
    return Vec3{lengths[0], lengths[1], lengths[2]};
}

void ReconstructOptions::check() const {
    cudaIndexOf(device);
    checkSources(sources);
    if (!sidesMm.empty() && !sides())
        throw Error(ErrorCode::Usage, "--sides-mm cannot be '" + sidesMm + "'",
                    "give three lengths in millimetres, such as 40,25,8");
}

double ReconstructOptions::longestMm() const {
    const auto given = sides();
    return given ? given->x : sizeMm;
}

}  // namespace img2cadseq
