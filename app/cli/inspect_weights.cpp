#include <cstring>
#include <fstream>
#include <map>

#include "app/cli/inspect.h"

namespace img2cadseq::cli {
namespace {

constexpr uint64_t kLargestHeader = 100'000'000;

const std::map<std::string, uint64_t>& bytesOfTypes() {
    static const std::map<std::string, uint64_t> bytes = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"I16", 2}, {"U16", 2}, {"F16", 2},
        {"BF16", 2}, {"I32", 4}, {"U32", 4}, {"F32", 4},     {"F64", 8},     {"I64", 8}, {"U64", 8}};
    return bytes;
}

[[noreturn]] void damaged(const std::filesystem::path& file, const std::string& what) {
    throw Error(ErrorCode::BadWeights, file.string() + ": " + what, "fetch the weights again");
}

Record header(const std::filesystem::path& file, uint64_t& dataBytes) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorCode::Io, file.string() + ": the file cannot be opened", "check that it may be read");
    const uint64_t size = std::filesystem::file_size(file);
    char raw[8];
    if (size < 8 || !in.read(raw, 8)) damaged(file, "too short for a safetensors file");
    uint64_t length = 0;
    std::memcpy(&length, raw, 8);
    if (length > kLargestHeader || length > size - 8) damaged(file, "the safetensors header is longer than the file");
    std::string text(length, '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(length))) damaged(file, "the file is cut short");
    dataBytes = size - 8 - length;
    Record tree = Record::parse(text, nullptr, false);
    if (!tree.is_object()) damaged(file, "the safetensors header is not JSON");
    return tree;
}

bool isCount(const Record& value) { return value.is_number_unsigned(); }

/// Number of values, with the byte range checked against type, shape and file.
uint64_t checkTensor(const std::filesystem::path& file, const std::string& name, const Record& tensor,
                     uint64_t dataBytes) {
    const auto wrong = [&](const char* what) { damaged(file, "tensor '" + name.substr(0, 80) + "': " + what); };
    if (!tensor.is_object()) wrong("is not described");
    const Record type = tensor.value("dtype", Record()), shape = tensor.value("shape", Record());
    const Record range = tensor.value("data_offsets", Record());
    if (!type.is_string() || !bytesOfTypes().contains(type)) wrong("has no known type");
    if (!shape.is_array() || !range.is_array() || range.size() != 2 || !isCount(range[0]) || !isCount(range[1]))
        wrong("has no shape or place");
    const uint64_t first = range[0], last = range[1];
    if (first > last || last > dataBytes) wrong("lies outside the file");
    uint64_t values = 1;
    for (const Record& side : shape) {
        if (!isCount(side)) wrong("has a shape that is none");
        const uint64_t length = side;
        if (length > 0 && values > dataBytes / length) wrong("is larger than the file");
        values *= length;
    }
    if (values * bytesOfTypes().at(type) != last - first) wrong("has not the size its shape asks for");
    return values;
}

}  // namespace

Record inspectWeights(const std::filesystem::path& file) {
    uint64_t dataBytes = 0, total = 0;
    const Record tree = header(file, dataBytes);
    Record tensors = Record::array(), metadata = Record::object();
    std::map<std::string, uint64_t> types;
    for (const auto& [name, tensor] : tree.items()) {
        if (name == "__metadata__") {
            metadata = tensor;
            continue;
        }
        const uint64_t values = checkTensor(file, name, tensor, dataBytes);
        total += values;
        types[tensor["dtype"]] += values;
        tensors.push_back({{"name", name}, {"type", tensor["dtype"]}, {"shape", tensor["shape"]}});
    }
    return {{"kind", "weights"}, {"tensors", tensors.size()}, {"values", total}, {"bytes", dataBytes},
            {"types", types},    {"metadata", metadata},      {"list", tensors}};
}

}  // namespace img2cadseq::cli
