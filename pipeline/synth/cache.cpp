#include "synth/cache.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

#include "core/error.h"
#include "core/file.h"
#include "core/parallel.h"
#include "synth/canonical.h"
#include "synth/pack.h"
#include "synth/part.h"

namespace img2cadseq::synth {
namespace {

namespace fs = std::filesystem;

constexpr char kMagic[8] = {'I', '2', 'C', 'V', 'I', 'E', 'W', '1'};
constexpr const char* kSuffix = ".views";

/// Zero-padded so that names sort as numbers do.
std::string padded(uint64_t number, size_t digits) {
    std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

fs::path shardPath(const fs::path& folder, uint64_t seed, uint64_t first, size_t count, const SampleOptions& options) {
    return folder / (padded(seed, 10) + "-" + padded(first, 10) + "+" + std::to_string(count) + "@" +
                     std::to_string(options.size) + "p" + std::to_string(options.points) + kSuffix);
}

Error ioError(const fs::path& path, const char* what) {
    return Error(ErrorCode::Io, std::string(what) + " " + path.string(),
                 "check the folder's permissions and free space");
}

/// Magic, number of records, their ends, the records.
void writeShard(const fs::path& path, const std::vector<std::vector<uint8_t>>& records) {
    std::string bytes(kMagic, sizeof kMagic);
    const auto putNumber = [&](uint64_t number) {
        bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
    };
    putNumber(records.size());
    uint64_t end = 0;
    for (const auto& record : records) putNumber(end += record.size());
    for (const auto& record : records) bytes.append(reinterpret_cast<const char*>(record.data()), record.size());
    writeFile(path, bytes);
}

/// Where each record ends, counted from the first record's start.
std::vector<uint64_t> readEnds(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    char magic[sizeof kMagic] = {};
    uint64_t count = 0;
    in.read(magic, sizeof magic);
    in.read(reinterpret_cast<char*>(&count), sizeof count);
    const uint64_t size = fs::file_size(path);
    if (!in || std::memcmp(magic, kMagic, sizeof magic) != 0 || count > size / 8)
        throw Error(ErrorCode::BadInput, path.string() + " is no shard of samples", "delete it");
    std::vector<uint64_t> ends(count);
    in.read(reinterpret_cast<char*>(ends.data()), static_cast<std::streamsize>(count * sizeof(uint64_t)));
    const uint64_t start = sizeof kMagic + 8 + 8 * count;
    if (!in || !std::is_sorted(ends.begin(), ends.end()) || (count > 0 && start + ends.back() != size))
        throw Error(ErrorCode::BadInput, path.string() + " is cut short", "delete it and fill the cache again");
    return ends;
}

}  // namespace

size_t fillCache(const fs::path& folder, uint64_t seed, uint64_t first, size_t count, const SampleOptions& options,
                 unsigned threads, const Progress& progress, size_t perShard) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw ioError(folder, "cannot make the folder");
    SampleOptions plain = options;
    plain.picture = false;
    size_t written = 0;
    for (size_t done = 0; done < count; done += perShard) {
        progress.throwIfStopped();
        const size_t size = std::min(perShard, count - done);
        const fs::path path = shardPath(folder, seed, first + done, size, options);
        if (!fs::exists(path)) {
            std::vector<std::vector<uint8_t>> records(size);
            parallelFor(
                size, threads, [&](size_t i) { records[i] = packSample(makeSample(seed, first + done + i, plain)); },
                progress.stopToken());
            progress.throwIfStopped();
            writeShard(path, records);
            written += size;
        }
        progress.report(static_cast<double>(done + size) / static_cast<double>(count));
    }
    return written;
}

SampleCache::SampleCache(const fs::path& folder) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() == kSuffix) shards_.push_back(entry.path());
    }
    if (failed) throw ioError(folder, "cannot read");
    std::sort(shards_.begin(), shards_.end());
    for (uint32_t shard = 0; shard < shards_.size(); ++shard) {
        const auto ends = readEnds(shards_[shard]);
        const uint64_t start = sizeof kMagic + 8 + 8 * ends.size();
        uint64_t from = 0;
        for (const uint64_t end : ends) {
            places_.push_back({shard, start + from, end - from});
            from = end;
        }
    }
}

Sample SampleCache::load(size_t i) const {
    const Place& place = places_.at(i);
    std::ifstream in(shards_[place.shard], std::ios::binary);
    in.seekg(static_cast<std::streamoff>(place.offset));
    std::vector<uint8_t> bytes(place.length);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in) throw ioError(shards_[place.shard], "cannot read");
    return unpackSample(bytes);
}

CadSequence sequenceOf(const Sample& sample) {
    return canonicalise(transformed(makePart(sample.seed, sample.index).sequence, sample.frame.part));
}

}  // namespace img2cadseq::synth
