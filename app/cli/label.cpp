#include "app/cli/label.h"

#include <array>
#include <cstdint>

namespace img2cadseq::cli {
namespace {

constexpr int kColumns = 5, kRows = 7, kDot = 2;  // pixels a dot
static_assert(kLetterWidth == (kColumns + 1) * kDot && kLabelHeight == kRows * kDot);

/// From ' ' to '~': 35 bits, row by row from the top left.
constexpr std::array<uint64_t, 95> kLetters{
    0x000000000, 0x108421004, 0x294000000, 0x295f57d4a, 0x11f4717c4, 0x672222273, 0x32544564d, 0x108000000, 0x088842082,
    0x208210888, 0x02aefbaa0, 0x0084f9080, 0x000001844, 0x0000f8000, 0x00000018c, 0x042222210, 0x3a33ae62e, 0x11842108e,
    0x3a211111f, 0x7c441062e, 0x08ca97c42, 0x7e1e0862e, 0x1910f462e, 0x7c2222108, 0x3a317462e, 0x3a317844c, 0x018c03180,
    0x018c03088, 0x088882082, 0x001f07c00, 0x208208888, 0x3a2111004, 0x3a37ade0e, 0x3a31fc631, 0x7a31f463e, 0x3a308422e,
    0x72518c65c, 0x7e10f421f, 0x7e10f4210, 0x3a30bc62f, 0x4631fc631, 0x38842108e, 0x1c4210a4c, 0x4654c5251, 0x42108421f,
    0x4775ac631, 0x47359c631, 0x3a318c62e, 0x7a31f4210, 0x3a318d64d, 0x7a31f5251, 0x3e107043e, 0x7c8421084, 0x46318c62e,
    0x46318c544, 0x4631ad771, 0x462a22a31, 0x462a21084, 0x7c222221f, 0x39084210e, 0x420820821, 0x38421084e, 0x115100000,
    0x00000001f, 0x208000000, 0x000e0be2f, 0x421e8c63e, 0x000e8422e, 0x042f8c62f, 0x000e8fe0e, 0x191e42108, 0x000f8bc2e,
    0x421e8c631, 0x100c2108e, 0x080610a4c, 0x4212a6292, 0x30842108e, 0x001aad6b5, 0x001e8c631, 0x000e8c62e, 0x001e8c7d0,
    0x000f8c5e1, 0x0016cc210, 0x000f8383e, 0x211e42126, 0x00118c66d, 0x00118c544, 0x00118d6aa, 0x001151151, 0x00118bc2e,
    0x001f1111f, 0x088441082, 0x108421084, 0x208411088, 0x0008a8800};

bool dotAt(char letter, int column, int row) {
    const bool printable = letter >= ' ' && letter <= '~';
    const uint64_t bits = kLetters[static_cast<size_t>((printable ? letter : '?') - ' ')];
    return (bits >> (kRows * kColumns - 1 - (row * kColumns + column)) & 1U) != 0;
}

}  // namespace

void writeLabel(Image& image, int left, int top, const std::string& text, const Rgb& ink) {
    for (size_t i = 0; i < text.size(); ++i)
        for (int y = 0; y < kRows * kDot; ++y)
            for (int x = 0; x < kColumns * kDot; ++x) {
                const int u = left + static_cast<int>(i) * kLetterWidth + x, v = top + y;
                const bool inside = u >= 0 && v >= 0 && u < image.width && v < image.height;
                if (inside && dotAt(text[i], x / kDot, y / kDot)) image.at(u, v) = ink;
            }
}

}  // namespace img2cadseq::cli
