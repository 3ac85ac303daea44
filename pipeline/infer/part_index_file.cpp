#include "infer/part_index_file.h"

#include "cad/json.h"
#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/random.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

constexpr char kMagic[8] = {'I', '2', 'C', 'P', 'A', 'R', 'T', 'S'};
constexpr uint32_t kVersion = 2;
constexpr uint64_t kMarkedParts = 64, kMarkedEvery = 311;

struct Header {
    char magic[8];
    uint32_t version, record;
    uint64_t mark, seed, parts, checksum;
};
static_assert(sizeof(Header) == 48);

Header headerOf(const IndexKey& key, size_t record, uint64_t checksum) {
    Header header{{}, kVersion, static_cast<uint32_t>(record), key.mark, key.seed, key.parts, checksum};
    std::memcpy(header.magic, kMagic, sizeof(kMagic));
    return header;
}

}  // namespace

uint64_t generatorMark(uint64_t seed) {
    uint64_t mark = hashBytes(nullptr, 0);
    for (uint64_t i = 0; i < kMarkedParts; ++i) {
        const std::string text = toJson(synth::makePart(seed, i * kMarkedEvery).sequence);
        mark = hashBytes(text.data(), text.size(), mark);
    }
    return mark;
}

std::optional<std::string> readIndexBytes(const std::filesystem::path& file, const IndexKey& key, size_t record) {
    std::error_code error;
    const uintmax_t bytes = std::filesystem::file_size(file, error);
    if (error || bytes != sizeof(Header) + key.parts * record) return std::nullopt;
    std::string text;
    try {
        text = readFile(file);
    } catch (const Error& failure) {
        logWarning("the kept index of parts cannot be read: ", failure.line());
        return std::nullopt;
    }
    if (text.size() != bytes) return std::nullopt;
    const size_t length = text.size() - sizeof(Header);
    const Header expected = headerOf(key, record, hashBytes(text.data() + sizeof(Header), length));
    if (std::memcmp(text.data(), &expected, sizeof(Header)) != 0) return std::nullopt;
    return text.substr(sizeof(Header));
}

void writeIndexBytes(const std::filesystem::path& file, const IndexKey& key, size_t record, const void* data) {
    std::error_code ignored;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
    const size_t length = key.parts * record;
    const Header header = headerOf(key, record, hashBytes(data, length));
    std::string text;
    text.reserve(sizeof(Header) + length);
    text.append(reinterpret_cast<const char*>(&header), sizeof(Header));
    text.append(static_cast<const char*>(data), length);
    writeFile(file, text);
}

}  // namespace img2cadseq::infer
