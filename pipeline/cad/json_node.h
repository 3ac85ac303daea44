#pragma once
// Strict reading of a JSON document: every complaint names the place, e.g. blocks[2].profiles[0].outer[3].start.
// Private to cad/: public headers know no JSON library.

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/error.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// What a document may hold; larger ones are refused before they are parsed.
constexpr size_t kMaxJsonBytes = size_t{64} << 20;
constexpr size_t kMaxJsonDepth = 64;
constexpr size_t kMaxJsonValues = 4'000'000;

/// Parses `text`. Throws Error(BadInput) with line and column where it is not JSON, and where it exceeds the limits.
nlohmann::json parseJson(std::string_view text);

/// Reads a whole file of at most `limit` bytes. Throws Error(Io).
std::string readTextFile(const std::string& path, size_t limit = kMaxJsonBytes);

/// A value of the document and the path that leads to it. Refers to the document, which must outlive it.
class JsonNode {
public:
    explicit JsonNode(const nlohmann::json& value, std::string path = {}) : value_(&value), path_(std::move(path)) {}

    const std::string& path() const { return path_; }
    const nlohmann::json& json() const { return *value_; }

    bool has(const char* key) const { return value_->is_object() && value_->contains(key); }
    /// Member of an object; throws where this is no object or has no such member.
    JsonNode at(const char* key) const;
    /// Number of elements; throws where this is no array.
    size_t arraySize() const;
    JsonNode operator[](size_t index) const;
    /// Throws where this is no object.
    void requireObject() const;
    /// Throws where an object has other members than these.
    void requireOnly(std::initializer_list<const char*> keys) const;

    double number() const;  ///< finite
    std::string text() const;
    Vec2 vec2() const;  ///< [u, v]
    Vec3 vec3() const;  ///< [x, y, z]

    [[noreturn]] void fail(const std::string& complaint) const;

private:
    const nlohmann::json* value_;
    std::string path_;
};

}  // namespace img2cadseq
