#include "nn/critic_input.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

#include "core/error.h"

namespace img2cadseq::nn {
namespace {

constexpr uint32_t kMark = 0x31435243;  // "CRC1"
constexpr size_t kCoarsePixels = static_cast<size_t>(kCriticSide) * kCriticSide;
constexpr size_t kFinePixels = static_cast<size_t>(kCriticFine) * kCriticFine;
constexpr uint32_t kMostCandidates = 4096;

void put(std::ostream& out, const std::vector<uint8_t>& bytes) {
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

bool take(std::istream& in, std::vector<uint8_t>& bytes, size_t count) {
    bytes.resize(count);
    return static_cast<bool>(
        in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())));
}

template <class T>
bool takeValue(std::istream& in, T& value) {
    return static_cast<bool>(in.read(reinterpret_cast<char*>(&value), sizeof value));
}

template <class T>
void putValue(std::ostream& out, const T& value) {
    out.write(reinterpret_cast<const char*>(&value), sizeof value);
}

/// None where the file ends in the middle of it: its writer was stopped.
std::optional<CriticCase> readCase(std::istream& in, const std::filesystem::path& file) {
    uint32_t mark = 0, count = 0;
    if (!takeValue(in, mark)) return std::nullopt;
    if (mark != kMark)
        throw Error(ErrorCode::BadInput, file.string() + ": this is no file of the critic's cases",
                    "name files that img2cadseq-critic-cases wrote");
    if (!takeValue(in, count) || count > kMostCandidates) return std::nullopt;
    CriticCase one;
    if (!take(in, one.picture.coarse, CriticPicture::kCoarse * kCoarsePixels) ||
        !take(in, one.picture.fine, CriticPicture::kFine * kFinePixels))
        return std::nullopt;
    one.candidates.resize(count);
    for (CriticCandidate& candidate : one.candidates)
        if (!take(in, candidate.coarse, CriticCandidate::kCoarse * kCoarsePixels) ||
            !take(in, candidate.fine, CriticCandidate::kFine * kFinePixels) || !takeValue(in, candidate.numbers) ||
            !takeValue(in, candidate.overlap))
            return std::nullopt;
    return one;
}

}  // namespace

uint8_t signedByte(double value) {
    return static_cast<uint8_t>(std::lround(128.0 + 127.0 * std::clamp(value, -1.0, 1.0)));
}

uint8_t shareByte(double value) { return static_cast<uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0))); }

void writeCriticCase(std::ostream& out, const CriticCase& one) {
    putValue(out, kMark);
    putValue(out, static_cast<uint32_t>(one.candidates.size()));
    put(out, one.picture.coarse);
    put(out, one.picture.fine);
    for (const CriticCandidate& candidate : one.candidates) {
        put(out, candidate.coarse);
        put(out, candidate.fine);
        putValue(out, candidate.numbers);
        putValue(out, candidate.overlap);
    }
}

std::vector<CriticCase> readCriticCases(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorCode::Io, file.string() + " cannot be read");
    std::vector<CriticCase> all;
    while (auto one = readCase(in, file)) all.push_back(std::move(*one));
    return all;
}

}  // namespace img2cadseq::nn
