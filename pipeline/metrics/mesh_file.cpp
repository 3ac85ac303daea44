#include "metrics/mesh_file.h"

#include <charconv>

namespace img2cadseq::metrics {
namespace {

constexpr std::string_view kBlanks = " \t\r\v\f\n";

template <class Number>
Number parse(std::string_view word) {
    Number value{};
    if (word.starts_with('+')) word.remove_prefix(1);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size())
        badMesh("'" + std::string(word.substr(0, 32)) + "' stands where a number should");
    return value;
}

}  // namespace

void badMesh(const std::string& what) { throw Error(ErrorCode::BadInput, what, "export the mesh again"); }

bool nextLine(std::string_view& text, std::string_view& line) {
    if (text.empty()) return false;
    const size_t end = text.find('\n');
    line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return true;
}

std::string_view nextWord(std::string_view& text) {
    const size_t start = text.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) return text = {};
    size_t end = text.find_first_of(kBlanks, start);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(start, end - start);
    text = text.substr(end);
    return word;
}

double toNumber(std::string_view word) { return parse<double>(word); }
int64_t toInteger(std::string_view word) { return parse<int64_t>(word); }

void addPolygon(Mesh& mesh, const std::vector<int64_t>& corners) {
    if (corners.size() < 3) badMesh("a face has fewer than three corners");
    for (const int64_t corner : corners)
        if (corner < 0 || corner >= static_cast<int64_t>(mesh.vertices.size()))
            badMesh("a face names a vertex that is not there");
    for (size_t i = 2; i < corners.size(); ++i)
        mesh.triangles.push_back({static_cast<uint32_t>(corners[0]), static_cast<uint32_t>(corners[i - 1]),
                                  static_cast<uint32_t>(corners[i])});
}

}  // namespace img2cadseq::metrics
