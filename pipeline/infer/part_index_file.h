#pragma once
// An index of parts as a file: one record a part. Private to infer/.

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace img2cadseq::infer {

/// Changes where the generator's parts do: a hash of some of them.
uint64_t generatorMark(uint64_t seed);

/// What the records of a file are of: `mark` changes where what they are made from does.
struct IndexKey {
    uint64_t mark = 0, seed = 0;
    size_t parts = 0;
};

/// The records' bytes. None where there is no such file, or it is damaged, or it holds other parts.
std::optional<std::string> readIndexBytes(const std::filesystem::path& file, const IndexKey& key, size_t record);
/// Makes the folder where need be; the file is there whole or not at all. Throws Error(Io).
void writeIndexBytes(const std::filesystem::path& file, const IndexKey& key, size_t record, const void* data);

template <class Record>
std::optional<std::vector<Record>> readPartIndex(const std::filesystem::path& file, const IndexKey& key) {
    static_assert(std::is_trivially_copyable_v<Record>);
    const auto bytes = readIndexBytes(file, key, sizeof(Record));
    if (!bytes) return std::nullopt;
    std::vector<Record> records(key.parts);
    if (!bytes->empty()) std::memcpy(records.data(), bytes->data(), bytes->size());
    return records;
}

template <class Record>
void writePartIndex(const std::filesystem::path& file, const IndexKey& key, const std::vector<Record>& records) {
    static_assert(std::is_trivially_copyable_v<Record>);
    writeIndexBytes(file, key, sizeof(Record), records.data());
}

}  // namespace img2cadseq::infer
