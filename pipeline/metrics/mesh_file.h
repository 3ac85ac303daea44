#pragma once
// What the mesh readers share: words and numbers out of a file's bytes. Private to this folder.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "geometry/mesh.h"

namespace img2cadseq::metrics {

/// Error(BadInput) with a hint that fits a damaged mesh.
[[noreturn]] void badMesh(const std::string& what);

/// Next line of `text` without its end; `text` then begins behind it. False where nothing is left.
bool nextLine(std::string_view& text, std::string_view& line);
/// Next word between blanks; empty where none is left.
std::string_view nextWord(std::string_view& text);
/// The whole word as a number; throws badMesh.
double toNumber(std::string_view word);
int64_t toInteger(std::string_view word);

/// A value of type T at `offset`, which must lie inside.
template <class T>
T load(std::string_view bytes, size_t offset, bool bigEndian = false) {
    std::array<char, sizeof(T)> raw;
    std::memcpy(raw.data(), bytes.data() + offset, sizeof(T));
    if (bigEndian)
        for (size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(raw[i], raw[sizeof(T) - 1 - i]);
    return std::bit_cast<T>(raw);
}

/// Adds a polygon as a fan of triangles; throws badMesh on an index outside [0, vertices).
void addPolygon(Mesh& mesh, const std::vector<int64_t>& corners);

Mesh parseStl(std::string_view bytes);
Mesh parseObj(std::string_view bytes);
Mesh parsePly(std::string_view bytes);
Mesh parseGlb(std::string_view bytes);

}  // namespace img2cadseq::metrics
