#pragma once
// Weights on disk: the safetensors format (8-byte little-endian header length, JSON header, raw little-endian tensors).
// The reader maps the file and checks every length and offset before it touches a byte; a damaged file is an
// Error(BadWeights) that names the file, never a crash.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <torch/types.h>

namespace torch::nn {
class Module;
}

namespace img2cadseq::nn {

/// Free words kept in the file's "__metadata__".
using Metadata = std::map<std::string, std::string>;
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// An open weights file. Tensors are copied out, so they outlive it.
class Safetensors {
public:
    /// Throws Error(Io) where the file cannot be opened, Error(BadWeights) where it is damaged.
    explicit Safetensors(const std::filesystem::path& file);
    ~Safetensors();
    Safetensors(Safetensors&&) noexcept;
    Safetensors& operator=(Safetensors&&) noexcept;

    const Metadata& metadata() const;
    std::vector<std::string> names() const;
    bool has(const std::string& name) const;
    std::vector<int64_t> shape(const std::string& name) const;
    /// As stored: f32, f16, bf16, f64, i64, i32, i16, i8, u8 or bool. Throws Error(BadWeights) where there is no such
    /// tensor.
    torch::Tensor tensor(const std::string& name) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

/// Writes to a temporary name beside `file` and renames, so a failed write leaves what was there. Throws Error(Io).
void writeSafetensors(const std::filesystem::path& file, const NamedTensors& tensors, const Metadata& metadata = {});

/// Parameters and buffers of `module` by their dotted names, each with `prefix` before it.
NamedTensors namedTensors(const torch::nn::Module& module, const std::string& prefix = {});

/// Floating-point tensors as bf16: half the size, and what the shipped weights use.
NamedTensors asBfloat16(NamedTensors tensors);

/// Copies every parameter and buffer of `module` out of `file`, converted to the module's own types. Throws
/// Error(BadWeights) where one is missing, has another shape or is not finite.
void loadModule(torch::nn::Module& module, const Safetensors& file, const std::string& prefix = {});

/// The same for a network that has grown since `file` was written: what the file lacks stays as it is. Returns the
/// names of that.
std::vector<std::string> loadGrownModule(torch::nn::Module& module, const Safetensors& file);

}  // namespace img2cadseq::nn
