#include "core/device_name.h"

#include <charconv>
#include <string_view>

#include "core/error.h"

namespace img2cadseq {

std::optional<size_t> cudaIndexOf(const std::string& name) {
    constexpr std::string_view kNumbered = "cuda:";
    if (name == "auto" || name == "cpu") return std::nullopt;
    size_t index = 0;
    if (name == "cuda") return index;
    if (name.starts_with(kNumbered) && name.size() > kNumbered.size()) {
        const char* end = name.data() + name.size();
        const auto [stop, error] = std::from_chars(name.data() + kNumbered.size(), end, index);
        if (error == std::errc() && stop == end) return index;
    }
    throw Error(ErrorCode::Usage, "--device cannot be '" + name + "'", "say auto, cpu or cuda:N");
}

}  // namespace img2cadseq
