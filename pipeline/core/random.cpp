#include "core/random.h"

namespace img2cadseq {

uint64_t hashBytes(const void* data, size_t size, uint64_t start) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    uint64_t hash = start;
    for (size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3ull;
    return hash;
}

}  // namespace img2cadseq
