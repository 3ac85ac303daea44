#pragma once
// Private to document/: events and what they hold to and from CBOR. One description of each struct's fields serves both
// ways. Arrays of plain numbers are binary blobs in a table of their own, equal ones once. Bit-exact.

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/error.h"

namespace img2cadseq::archive {

using Json = nlohmann::json;

/// Byte strings by number.
class BlobWriter {
public:
    /// The number of this byte string; equal ones share it.
    size_t add(std::string bytes);
    Json take();  ///< array of binaries

private:
    std::map<std::string, size_t> numbers_;
    std::vector<const std::string*> order_;
};

class BlobReader {
public:
    /// `blobs` must outlive it. Throws Error(BadInput) where it is no such array.
    explicit BlobReader(const Json& blobs);
    /// Throws Error(BadInput) where there is none of that number.
    const std::vector<uint8_t>& at(const Json& number) const;

private:
    const Json& blobs_;
};

[[noreturn]] void damaged(const std::string& what);

/// {"format", "version", "content", "blobs"} as CBOR.
std::string pack(const std::string& format, int version, Json content, BlobWriter& blobs);
/// The document. Throws Error(BadInput) where it is not of this format, damaged, or of a newer version.
Json unpack(const std::string& bytes, const std::string& format, int version, const std::string& name);

/// Runs `body`, turning the JSON library's exceptions into Error(BadInput) about `name`.
template <class Body>
auto guarded(const std::string& name, const Body& body) {
    try {
        return body();
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::BadInput, name + " is damaged", "take another copy of it");
    }
}

}  // namespace img2cadseq::archive
