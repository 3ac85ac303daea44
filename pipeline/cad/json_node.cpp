#include "cad/json_node.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace img2cadseq {
namespace {

constexpr const char* kLimitHint = "this is no construction sequence, or the file is damaged";

/// Refuses documents that would cost more memory than they can be worth, at the price of one pass over the text.
void checkLimits(std::string_view text) {
    if (text.size() > kMaxJsonBytes)
        throw Error(ErrorCode::BadInput,
                    "JSON text of " + std::to_string(text.size()) + " bytes is too large (limit " +
                        std::to_string(kMaxJsonBytes) + ")",
                    kLimitHint);
    size_t depth = 0, deepest = 0, values = 0;
    bool inString = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
            continue;
        }
        if (c == '"') inString = true;
        if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
        if ((c == '}' || c == ']') && depth > 0) --depth;
        if (c == ',' || c == '{' || c == '[') ++values;
    }
    if (deepest > kMaxJsonDepth)
        throw Error(ErrorCode::BadInput,
                    "JSON is nested " + std::to_string(deepest) + " deep (limit " + std::to_string(kMaxJsonDepth) + ")",
                    kLimitHint);
    if (values > kMaxJsonValues)
        throw Error(
            ErrorCode::BadInput,
            "JSON holds about " + std::to_string(values) + " values (limit " + std::to_string(kMaxJsonValues) + ")",
            kLimitHint);
}

std::string place(std::string_view text, size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const size_t line = 1 + static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
    const size_t lastBreak = before.rfind('\n');
    const size_t column = lastBreak == std::string_view::npos ? before.size() + 1 : before.size() - lastBreak;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string quoted(const std::string& text) {
    std::string shown = nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
    return shown;
}

}  // namespace

nlohmann::json parseJson(std::string_view text) {
    checkLimits(text);
    if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); }))
        throw Error(ErrorCode::BadInput, "JSON text is empty", "give a file with content");
    try {
        return nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error& e) {
        const bool cut = e.byte > text.size();
        throw Error(ErrorCode::BadInput,
                    "not valid JSON at " + place(text, e.byte) + (cut ? ": the text ends too early" : ""),
                    cut ? "the file is cut off: fetch or write it again" : "mend the file at that place");
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::BadInput, "JSON holds a number too large for a double", "mend the file");
    }
}

std::string readTextFile(const std::string& path, size_t limit) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status))
        throw Error(ErrorCode::Io, "cannot read " + path + ": it is a folder", "name a file");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::Io, "cannot read " + path + ": " + std::strerror(errno), "check name and permissions");
    std::string text;
    std::string piece(size_t{1} << 16, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
        text.append(piece, 0, static_cast<size_t>(file.gcount()));
        if (text.size() > limit)
            throw Error(ErrorCode::BadInput, path + " is larger than " + std::to_string(limit) + " bytes", kLimitHint);
    }
    if (file.bad()) throw Error(ErrorCode::Io, "cannot read " + path, "check the disk");
    return text;
}

void JsonNode::fail(const std::string& complaint) const {
    throw Error(ErrorCode::BadInput, (path_.empty() ? "the document" : path_) + " " + complaint);
}

void JsonNode::requireObject() const {
    if (!value_->is_object()) fail(std::string("must be an object, not ") + value_->type_name());
}

JsonNode JsonNode::at(const char* key) const {
    requireObject();
    const auto found = value_->find(key);
    if (found == value_->end()) fail(std::string("lacks \"") + key + "\"");
    return JsonNode(*found, path_.empty() ? key : path_ + "." + key);
}

size_t JsonNode::arraySize() const {
    if (!value_->is_array()) fail(std::string("must be an array, not ") + value_->type_name());
    return value_->size();
}

JsonNode JsonNode::operator[](size_t index) const {
    return JsonNode((*value_)[index], path_ + "[" + std::to_string(index) + "]");
}

void JsonNode::requireOnly(std::initializer_list<const char*> keys) const {
    requireObject();
    for (const auto& member : value_->items()) {
        const std::string& key = member.key();
        const bool known = std::any_of(keys.begin(), keys.end(), [&](const char* k) { return key == k; });
        if (known) continue;
        std::string list;
        for (const char* k : keys) list += std::string(list.empty() ? "" : ", ") + k;
        fail("has an unknown member " + quoted(key) + " (known: " + list + ")");
    }
}

double JsonNode::number() const {
    if (!value_->is_number()) fail(std::string("must be a number, not ") + value_->type_name());
    const double number = value_->get<double>();
    if (!std::isfinite(number)) fail("must be a finite number");
    return number;
}

std::string JsonNode::text() const {
    if (!value_->is_string()) fail(std::string("must be a string, not ") + value_->type_name());
    return value_->get<std::string>();
}

Vec2 JsonNode::vec2() const {
    if (arraySize() != 2) fail("must have 2 numbers, not " + std::to_string(value_->size()));
    return {(*this)[0].number(), (*this)[1].number()};
}

Vec3 JsonNode::vec3() const {
    if (arraySize() != 3) fail("must have 3 numbers, not " + std::to_string(value_->size()));
    return {(*this)[0].number(), (*this)[1].number(), (*this)[2].number()};
}

}  // namespace img2cadseq
