#include "brep/step_model.h"

#include <cstdint>
#include <cstdlib>

namespace img2cadseq::brep {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

/// The code point that begins at text[at], which moves behind it; broken UTF-8 gives one '?' a byte.
uint32_t nextCodePoint(const std::string& text, size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 && lead < 0xF8 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
    if (more == 0 || lead >= 0xF8 || at + static_cast<size_t>(more) > text.size()) return '?';
    uint32_t code = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + static_cast<size_t>(i)]);
        if ((byte & 0xC0) != 0x80) return '?';
        code = code << 6 | (byte & 0x3Fu);
    }
    at += static_cast<size_t>(more);
    return code;
}

void appendUtf16(std::string& out, uint32_t unit) {
    for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15u];
}

void appendUtf8(std::string& out, uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

}  // namespace

std::string stepString(const std::string& utf8) {
    std::string out;
    bool wide = false;
    for (size_t at = 0; at < utf8.size();) {
        const uint32_t code = nextCodePoint(utf8, at);
        const bool plain = code >= 0x20 && code < 0x7F && code != '\\';
        if (plain == wide) out += plain ? "\\X0\\" : "\\X2\\";
        wide = !plain;
        if (plain) {
            out += static_cast<char>(code);
        } else if (code >= 0x10000) {
            appendUtf16(out, 0xD800 + ((code - 0x10000) >> 10));
            appendUtf16(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            appendUtf16(out, code);
        }
    }
    return wide ? out + "\\X0\\" : out;
}

std::string fromStepString(const std::string& text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const size_t end = text.compare(at, 4, "\\X2\\") == 0 ? text.find("\\X0\\", at + 4) : std::string::npos;
        if (end == std::string::npos || (end - at) % 4 != 0) {
            out += text[at++];
            continue;
        }
        uint32_t high = 0;
        for (size_t i = at + 4; i < end; i += 4) {
            const auto unit = static_cast<uint32_t>(std::strtoul(text.substr(i, 4).c_str(), nullptr, 16));
            if (unit >= 0xD800 && unit < 0xDC00) {
                high = unit;
            } else if (high && unit >= 0xDC00 && unit < 0xE000) {
                appendUtf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
                high = 0;
            } else {
                appendUtf8(out, unit);
            }
        }
        at = end + 4;
    }
    return out;
}

}  // namespace img2cadseq::brep
