#include "nn/safetensors.h"

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <torch/torch.h>
#include <unistd.h>

#include "core/error.h"

namespace img2cadseq::nn {
namespace {

constexpr uint64_t kLongestHeader = 16u << 20;

struct TypeName {
    const char* name;
    torch::ScalarType type;
};
constexpr TypeName kTypes[] = {{"F64", torch::kDouble},    {"F32", torch::kFloat}, {"F16", torch::kHalf},
                               {"BF16", torch::kBFloat16}, {"I64", torch::kLong},  {"I32", torch::kInt},
                               {"I16", torch::kShort},     {"I8", torch::kChar},   {"U8", torch::kByte},
                               {"BOOL", torch::kBool}};

struct Entry {
    torch::ScalarType type = torch::kFloat;
    std::vector<int64_t> shape;
    uint64_t begin = 0, bytes = 0;
};

[[noreturn]] void damaged(const std::filesystem::path& file, const std::string& why) {
    throw Error(ErrorCode::BadWeights, file.string() + ": " + why,
                "the file is damaged or not a safetensors file; fetch it again");
}

/// Product of the shape times the element's size; refuses what overflows or exceeds `limit`.
uint64_t byteCount(const std::vector<int64_t>& shape, size_t element, uint64_t limit,
                   const std::filesystem::path& file) {
    uint64_t count = element;
    for (const int64_t n : shape) {
        if (n < 0) damaged(file, "a negative size");
        uint64_t product = 0;
        if (__builtin_mul_overflow(count, static_cast<uint64_t>(n), &product))
            damaged(file, "a tensor beyond all bounds");
        count = product;
    }
    if (count > limit) damaged(file, "a tensor longer than the file");
    return count;
}

Entry parseEntry(const nlohmann::json& item, uint64_t dataBytes, const std::filesystem::path& file) {
    Entry entry;
    const std::string type = item.at("dtype").get<std::string>();
    bool known = false;
    for (const TypeName& candidate : kTypes) {
        if (type != candidate.name) continue;
        entry.type = candidate.type;
        known = true;
    }
    if (!known) damaged(file, "element type '" + type + "' is not known");
    entry.shape = item.at("shape").get<std::vector<int64_t>>();
    const auto offsets = item.at("data_offsets").get<std::vector<uint64_t>>();
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > dataBytes)
        damaged(file, "an offset outside the file");
    entry.begin = offsets[0];
    entry.bytes = byteCount(entry.shape, torch::elementSize(entry.type), dataBytes, file);
    if (entry.bytes != offsets[1] - offsets[0]) damaged(file, "a tensor whose shape and length disagree");
    return entry;
}

}  // namespace

struct Safetensors::Data {
    std::filesystem::path file;
    void* map = MAP_FAILED;
    size_t size = 0;
    const char* tensors = nullptr;
    Metadata metadata;
    std::map<std::string, Entry> entries;

    ~Data() {
        if (map != MAP_FAILED) ::munmap(map, size);
    }

    void open() {
        const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0)
            throw Error(ErrorCode::Io, file.string() + ": " + std::strerror(errno),
                        "give a weights file that can be read");
        struct stat status {};
        const bool regular = ::fstat(handle, &status) == 0 && S_ISREG(status.st_mode);
        size = regular ? static_cast<size_t>(status.st_size) : 0;
        if (size >= 8) map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, handle, 0);
        ::close(handle);
        if (map == MAP_FAILED) damaged(file, "too short for a weights file");
    }

    void parse() {
        const char* bytes = static_cast<const char*>(map);
        uint64_t length = 0;
        std::memcpy(&length, bytes, 8);
        if (length > kLongestHeader || length > size - 8) damaged(file, "its header is longer than the file");
        tensors = bytes + 8 + length;
        const uint64_t dataBytes = size - 8 - length;
        try {
            const auto header = nlohmann::json::parse(bytes + 8, bytes + 8 + length);
            for (const auto& [name, item] : header.items()) {
                if (name == "__metadata__")
                    metadata = item.get<Metadata>();
                else
                    entries.emplace(name, parseEntry(item, dataBytes, file));
            }
        } catch (const nlohmann::json::exception&) {
            damaged(file, "its header is not what it should be");
        }
    }

    const Entry& entry(const std::string& name) const {
        const auto found = entries.find(name);
        if (found == entries.end()) {
            throw Error(ErrorCode::BadWeights, file.string() + ": no tensor '" + name + "'",
                        "the weights belong to another network or version");
        }
        return found->second;
    }
};

Safetensors::Safetensors(const std::filesystem::path& file) : data_(std::make_unique<Data>()) {
    data_->file = file;
    data_->open();
    data_->parse();
}
Safetensors::~Safetensors() = default;
Safetensors::Safetensors(Safetensors&&) noexcept = default;
Safetensors& Safetensors::operator=(Safetensors&&) noexcept = default;

const Metadata& Safetensors::metadata() const { return data_->metadata; }
bool Safetensors::has(const std::string& name) const { return data_->entries.contains(name); }
std::vector<int64_t> Safetensors::shape(const std::string& name) const { return data_->entry(name).shape; }

std::vector<std::string> Safetensors::names() const {
    std::vector<std::string> all;
    for (const auto& [name, entry] : data_->entries) all.push_back(name);
    return all;
}

torch::Tensor Safetensors::tensor(const std::string& name) const {
    const Entry& entry = data_->entry(name);
    torch::Tensor out = torch::empty(entry.shape, entry.type);
    if (entry.bytes > 0) std::memcpy(out.data_ptr(), data_->tensors + entry.begin, entry.bytes);
    return out;
}

namespace {

const char* typeName(torch::ScalarType type) {
    for (const TypeName& candidate : kTypes) {
        if (candidate.type == type) return candidate.name;
    }
    throw Error(ErrorCode::Internal, "a tensor's element type cannot be stored");
}

/// The JSON header, padded with blanks so that the tensors begin at a multiple of eight.
std::string headerText(const NamedTensors& tensors, const Metadata& metadata) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    uint64_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        const uint64_t bytes = tensor.nbytes();
        header[name] = {{"dtype", typeName(tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    return text;
}

}  // namespace

void writeSafetensors(const std::filesystem::path& file, const NamedTensors& tensors, const Metadata& metadata) {
    const std::filesystem::path temporary = file.string() + ".part";
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        const std::string header = headerText(tensors, metadata);
        const uint64_t length = header.size();
        out.write(reinterpret_cast<const char*>(&length), 8);
        out.write(header.data(), static_cast<std::streamsize>(length));
        for (const auto& [name, tensor] : tensors) {
            const torch::Tensor plain = tensor.detach().to(torch::kCPU).contiguous();
            out.write(static_cast<const char*>(plain.data_ptr()), static_cast<std::streamsize>(plain.nbytes()));
        }
        out.flush();
        if (!out) {
            out.close();
            std::error_code ignored;
            std::filesystem::remove(temporary, ignored);
            throw Error(ErrorCode::Io, file.string() + ": cannot be written", "check the folder and the free space");
        }
    }
    std::filesystem::rename(temporary, file);
}

NamedTensors namedTensors(const torch::nn::Module& module, const std::string& prefix) {
    NamedTensors all;
    for (const auto& item : module.named_parameters()) all.emplace_back(prefix + item.key(), item.value());
    for (const auto& item : module.named_buffers()) all.emplace_back(prefix + item.key(), item.value());
    return all;
}

NamedTensors asBfloat16(NamedTensors tensors) {
    for (auto& [name, tensor] : tensors) {
        if (tensor.is_floating_point()) tensor = tensor.detach().to(torch::kBFloat16);
    }
    return tensors;
}

namespace {

void copyInto(torch::Tensor& target, const std::string& name, const Safetensors& file) {
    const torch::Tensor stored = file.tensor(name);
    if (stored.sizes() != target.sizes()) {
        throw Error(ErrorCode::BadWeights, "tensor '" + name + "' has another shape than the network",
                    "the weights belong to another network or version");
    }
    if (stored.is_floating_point() && !torch::isfinite(stored).all().item<bool>()) {
        throw Error(ErrorCode::BadWeights, "tensor '" + name + "' is not finite",
                    "the weights are damaged; fetch them again");
    }
    target.copy_(stored);
}

}  // namespace

void loadModule(torch::nn::Module& module, const Safetensors& file, const std::string& prefix) {
    torch::NoGradGuard guard;
    for (auto& [name, target] : namedTensors(module, prefix)) copyInto(target, name, file);
}

std::vector<std::string> loadGrownModule(torch::nn::Module& module, const Safetensors& file) {
    torch::NoGradGuard guard;
    std::vector<std::string> lacking;
    for (auto& [name, target] : namedTensors(module)) {
        if (file.has(name))
            copyInto(target, name, file);
        else
            lacking.push_back(name);
    }
    return lacking;
}

}  // namespace img2cadseq::nn
