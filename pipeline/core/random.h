#pragma once
// Counter-based random numbers: Philox4x32-10 (Salmon et al., SC 2011) from Random123, the same on CPU and CUDA.
// A stream is named by a key of two 64-bit numbers, so that draw n of a stream never depends on other streams or
// threads.

#include <cmath>
#include <cstdint>

#include <Random123/philox.h>

#include "core/host_device.h"

namespace img2cadseq {

/// The stream (seed, stream) of uniform and normal numbers. Copyable; copies go on from the same place.
class Random {
public:
    I2C_HD explicit Random(uint64_t seed, uint64_t stream = 0) {
        key_.v[0] = static_cast<uint32_t>(seed);
        key_.v[1] = static_cast<uint32_t>(seed >> 32);
        counter_.v[0] = 0;
        counter_.v[1] = 0;
        counter_.v[2] = static_cast<uint32_t>(stream);
        counter_.v[3] = static_cast<uint32_t>(stream >> 32);
        used_ = 4;
    }

    /// A stream of its own for a part of the work; independent of how many numbers this one has drawn.
    I2C_HD Random child(uint64_t index) const {
        r123::Philox4x32::ctr_type counter = counter_;
        counter.v[0] = static_cast<uint32_t>(index);
        counter.v[1] = static_cast<uint32_t>(index >> 32) ^ 0x9E3779B9u;
        const auto word = r123::Philox4x32()(counter, key_);
        return Random((static_cast<uint64_t>(word.v[1]) << 32) | word.v[0],
                      (static_cast<uint64_t>(word.v[3]) << 32) | word.v[2]);
    }

    I2C_HD uint32_t bits() {
        if (used_ == 4) {
            block_ = r123::Philox4x32()(counter_, key_);
            if (++counter_.v[0] == 0) ++counter_.v[1];
            used_ = 0;
        }
        return block_.v[used_++];
    }

    I2C_HD uint64_t bits64() {
        const uint64_t high = bits();
        return (high << 32) | bits();
    }

    /// Uniform in [0, 1), 53 bits.
    I2C_HD double uniform() { return static_cast<double>(bits64() >> 11) * 0x1.0p-53; }
    I2C_HD double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform integer in [low, high], both included.
    I2C_HD int integer(int low, int high) {
        return low + static_cast<int>((static_cast<uint64_t>(bits()) * static_cast<uint64_t>(high - low + 1)) >> 32);
    }
    I2C_HD bool chance(double probability) { return uniform() < probability; }
    /// Standard normal, Box-Muller.
    I2C_HD double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(6.283185307179586476925 * uniform());
    }
    I2C_HD double normal(double mean, double deviation) { return mean + deviation * normal(); }
    /// Log-uniform in [low, high], both positive.
    I2C_HD double logUniform(double low, double high) { return std::exp(uniform(std::log(low), std::log(high))); }

private:
    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type counter_;
    r123::Philox4x32::ctr_type block_;
    int used_;
};

/// FNV-1a of a byte range: turns names into stream numbers.
uint64_t hashBytes(const void* data, size_t size, uint64_t start = 0xcbf29ce484222325ull);

}  // namespace img2cadseq
