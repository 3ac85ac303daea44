#include "nn/picture_input.h"

namespace img2cadseq::nn {

std::vector<float> pictureInput(const Image& picture, const Mask& mask) {
    const size_t pixels = picture.data.size();
    std::vector<float> input(4 * pixels, 0.0f);
    for (size_t i = 0; i < pixels; ++i) {
        const Rgb& p = picture.data[i];
        input[i] = static_cast<float>(p.r) / 127.5f - 1.0f;
        input[pixels + i] = static_cast<float>(p.g) / 127.5f - 1.0f;
        input[2 * pixels + i] = static_cast<float>(p.b) / 127.5f - 1.0f;
        if (!mask.empty()) input[3 * pixels + i] = mask.data[i] >= 128 ? 1.0f : 0.0f;
    }
    return input;
}

}  // namespace img2cadseq::nn
