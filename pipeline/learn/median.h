#pragma once
// The middle value of a list.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace img2cadseq::learn {

/// The upper one of the two middle values; 0 of none.
inline double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace img2cadseq::learn
