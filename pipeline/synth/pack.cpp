#include "synth/pack.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/error.h"

namespace img2cadseq::synth {
namespace {

constexpr uint32_t kMagic = 0x31563249;  // "I2V1"

class Writer {
public:
    template <class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto* from = reinterpret_cast<const uint8_t*>(&value);
        bytes_.insert(bytes_.end(), from, from + sizeof(T));
    }
    template <class T>
    void putAll(const std::vector<T>& values) {
        const auto* from = reinterpret_cast<const uint8_t*>(values.data());
        bytes_.insert(bytes_.end(), from, from + values.size() * sizeof(T));
    }
    std::vector<uint8_t> take() { return std::move(bytes_); }

private:
    std::vector<uint8_t> bytes_;
};

class Reader {
public:
    explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}
    template <class T>
    T get() {
        T value;
        copy(&value, sizeof(T));
        return value;
    }
    template <class T>
    std::vector<T> getAll(size_t count) {
        if (count > (bytes_.size() - at_) / sizeof(T)) damaged();
        std::vector<T> values(count);
        copy(values.data(), count * sizeof(T));
        return values;
    }
    [[noreturn]] static void damaged() {
        throw Error(ErrorCode::BadInput, "damaged sample in the cache", "delete the cache and fill it again");
    }

private:
    void copy(void* to, size_t size) {
        if (size > bytes_.size() - at_) damaged();
        if (size > 0) std::memcpy(to, bytes_.data() + at_, size);
        at_ += size;
    }
    std::span<const uint8_t> bytes_;
    size_t at_ = 0;
};

/// Octahedral encoding (Cigolle et al., 2014): two signed bytes.
uint16_t packNormal(Vec3f n) {
    const float sum = std::abs(n.x) + std::abs(n.y) + std::abs(n.z);
    if (sum <= 0.0f) return 0x8080;
    float x = n.x / sum, y = n.y / sum;
    if (n.z < 0.0f) {
        const float fx = (1.0f - std::abs(y)) * (x >= 0.0f ? 1.0f : -1.0f);
        y = (1.0f - std::abs(x)) * (y >= 0.0f ? 1.0f : -1.0f);
        x = fx;
    }
    const auto byte = [](float v) { return static_cast<uint16_t>(std::lround(v * 127.0f) + 127); };
    return static_cast<uint16_t>(byte(x) | byte(y) << 8);
}

Vec3f unpackNormal(uint16_t packed) {
    float x = static_cast<float>((packed & 255) - 127) / 127.0f, y = static_cast<float>((packed >> 8) - 127) / 127.0f;
    const float z = 1.0f - std::abs(x) - std::abs(y);
    if (z < 0.0f) {
        const float fx = (1.0f - std::abs(y)) * (x >= 0.0f ? 1.0f : -1.0f);
        y = (1.0f - std::abs(x)) * (y >= 0.0f ? 1.0f : -1.0f);
        x = fx;
    }
    return normalized(Vec3f{x, y, z});
}

/// Linear 16-bit codes of a range.
struct Range {
    float low = 0.0f, high = 1.0f;
    uint16_t code(float x) const {
        return static_cast<uint16_t>(std::lround(65535.0f * clamp01((x - low) / (high - low))));
    }
    float value(uint16_t code) const { return low + (high - low) * (static_cast<float>(code) / 65535.0f); }
};

constexpr Range kCube{-0.51f, 0.51f};

Range depthRange(const Buffers& b) {
    Range range{1e30f, -1e30f};
    for (size_t i = 0; i < b.mask.data.size(); ++i) {
        if (!b.mask.data[i]) continue;
        range.low = std::min(range.low, b.frontDepth.data[i]);
        range.high = std::max(range.high, b.backDepth.data[i]);
    }
    if (!(range.low < range.high)) range = {0.0f, 1.0f};
    return range;
}

/// Pixels beside the silhouette: the only ones whose coverage is not plain.
std::vector<size_t> borderPixels(const Mask& mask) {
    std::vector<size_t> border;
    const int w = mask.width, h = mask.height;
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            const uint8_t own = mask.at(u, v);
            if ((u > 0 && mask.at(u - 1, v) != own) || (u + 1 < w && mask.at(u + 1, v) != own) ||
                (v > 0 && mask.at(u, v - 1) != own) || (v + 1 < h && mask.at(u, v + 1) != own))
                border.push_back(static_cast<size_t>(v) * w + u);
        }
    }
    return border;
}

std::vector<size_t> insidePixels(const Mask& mask) {
    std::vector<size_t> inside;
    for (size_t i = 0; i < mask.data.size(); ++i)
        if (mask.data[i]) inside.push_back(i);
    return inside;
}

/// The plain numbers of a sample.
struct Header {
    uint32_t magic = kMagic;
    int32_t width = 0, height = 0;
    uint32_t familyLength = 0, pointCount = 0;
    uint8_t kind = 0, projection = 0, ambiguous = 0;
    uint64_t seed = 0, index = 0, cutBlocks = 0;
    Camera camera;
    Vec3f groundNormal;
    float groundOffset = 0.0f;
    CanonicalFrame frame;
    Range depth;

    /// Every number in the order it stands in the file.
    template <class Self, class Visit>
    static void visit(Self& h, const Visit& at) {
        at(h.magic), at(h.width), at(h.height), at(h.familyLength), at(h.pointCount), at(h.kind), at(h.projection);
        at(h.ambiguous), at(h.seed), at(h.index), at(h.cutBlocks), at(h.camera.rotation), at(h.camera.translation);
        at(h.camera.focal), at(h.camera.principal), at(h.groundNormal), at(h.groundOffset), at(h.frame.part.rotation);
        at(h.frame.part.scale), at(h.frame.part.translation), at(h.frame.cameraTurn), at(h.frame.symmetry.axis);
        at(h.frame.symmetry.order), at(h.frame.uprightMargin), at(h.frame.azimuthMargin), at(h.depth.low),
            at(h.depth.high);
    }
};

Header headerOf(const Sample& s) {
    const Buffers& b = s.buffers;
    Header h;
    h.width = b.width();
    h.height = b.height();
    h.familyLength = static_cast<uint32_t>(s.family.size());
    h.pointCount = static_cast<uint32_t>(s.points.size());
    h.kind = static_cast<uint8_t>(b.kind);
    h.projection = static_cast<uint8_t>(b.camera.projection);
    h.ambiguous = b.ambiguous;
    h.seed = s.seed;
    h.index = s.index;
    h.cutBlocks = b.cutBlocks;
    h.camera = b.camera;
    h.groundNormal = b.groundNormal;
    h.groundOffset = b.groundOffset;
    h.frame = s.frame;
    h.depth = depthRange(b);
    return h;
}

#pragma pack(push, 1)
struct PackedPixel {
    uint16_t front, back, frontNormal, backNormal;
    uint8_t block, face, surfaceAndEdge, openness;
};
struct PackedPoint {
    uint16_t x, y, z, normal;
    uint8_t block, face, surface;
};
#pragma pack(pop)

void packPixels(Writer& out, const Buffers& b, const Range& depth) {
    const size_t count = b.mask.data.size();
    std::vector<uint8_t> bits((count + 7) / 8, 0);
    for (size_t i = 0; i < count; ++i)
        if (b.mask.data[i]) bits[i / 8] |= static_cast<uint8_t>(1 << i % 8);
    out.putAll(bits);
    for (const size_t i : borderPixels(b.mask)) out.put(b.coverage.data[i]);
    const auto normal = [](const NormalMap& map, size_t i) {
        return packNormal({map.x.data[i], map.y.data[i], map.z.data[i]});
    };
    for (const size_t i : insidePixels(b.mask)) {
        out.put(PackedPixel{depth.code(b.frontDepth.data[i]), depth.code(b.backDepth.data[i]), normal(b.frontNormal, i),
                            normal(b.backNormal, i), b.block.data[i], b.face.data[i],
                            static_cast<uint8_t>(b.surface.data[i] | b.edges.data[i] << 4), b.openness.data[i]});
    }
}

void unpackPixels(Reader& in, Buffers& b, const Range& depth) {
    const size_t count = b.mask.data.size();
    const auto bits = in.getAll<uint8_t>((count + 7) / 8);
    for (size_t i = 0; i < count; ++i) b.mask.data[i] = bits[i / 8] >> i % 8 & 1 ? 255 : 0;
    b.coverage = b.mask;
    for (const size_t i : borderPixels(b.mask)) b.coverage.data[i] = in.get<uint8_t>();
    const auto setNormal = [](NormalMap& map, size_t i, uint16_t packed) {
        const Vec3f n = unpackNormal(packed);
        map.x.data[i] = n.x;
        map.y.data[i] = n.y;
        map.z.data[i] = n.z;
    };
    const auto inside = insidePixels(b.mask);
    const auto pixels = in.getAll<PackedPixel>(inside.size());
    for (size_t k = 0; k < inside.size(); ++k) {
        const PackedPixel& p = pixels[k];
        const size_t i = inside[k];
        b.frontDepth.data[i] = depth.value(p.front);
        b.backDepth.data[i] = depth.value(p.back);
        setNormal(b.frontNormal, i, p.frontNormal);
        setNormal(b.backNormal, i, p.backNormal);
        b.block.data[i] = p.block;
        b.face.data[i] = p.face;
        b.surface.data[i] = p.surfaceAndEdge & 15;
        b.edges.data[i] = p.surfaceAndEdge >> 4;
        b.openness.data[i] = p.openness;
    }
}

csg::SurfaceSample unpackPoint(const PackedPoint& p) {
    csg::SurfaceSample s;
    s.position = {kCube.value(p.x), kCube.value(p.y), kCube.value(p.z)};
    s.normal = cast<double>(unpackNormal(p.normal));
    s.block = p.block;
    s.face = p.face;
    s.surface = static_cast<SurfaceType>(p.surface);
    return s;
}

Buffers buffersOf(const Header& h) {
    constexpr int kLargest = 8192;
    if (h.width < 1 || h.height < 1 || h.width > kLargest || h.height > kLargest || h.kind > 1 || h.projection > 1)
        Reader::damaged();
    Camera camera = h.camera;
    camera.projection = static_cast<Projection>(h.projection);
    camera.width = h.width;
    camera.height = h.height;
    Buffers b = emptyBuffers(camera);
    b.kind = static_cast<ViewKind>(h.kind);
    b.ambiguous = h.ambiguous;
    b.cutBlocks = h.cutBlocks;
    b.groundNormal = h.groundNormal;
    b.groundOffset = h.groundOffset;
    return b;
}

}  // namespace

std::vector<uint8_t> packSample(const Sample& sample) {
    Writer out;
    const Header header = headerOf(sample);
    Header::visit(header, [&](const auto& value) { out.put(value); });
    for (const char c : sample.family) out.put(c);
    packPixels(out, sample.buffers, header.depth);
    for (const csg::SurfaceSample& s : sample.points) {
        const Vec3f p = cast<float>(s.position);
        out.put(PackedPoint{kCube.code(p.x), kCube.code(p.y), kCube.code(p.z), packNormal(cast<float>(s.normal)),
                            static_cast<uint8_t>(std::min(s.block, 255)), static_cast<uint8_t>(std::min(s.face, 255)),
                            static_cast<uint8_t>(s.surface)});
    }
    return out.take();
}

Sample unpackSample(std::span<const uint8_t> bytes) {
    Reader in(bytes);
    Header header;
    Header::visit(header, [&](auto& value) { value = in.get<std::decay_t<decltype(value)>>(); });
    if (header.magic != kMagic) Reader::damaged();
    Sample sample;
    sample.seed = header.seed;
    sample.index = header.index;
    sample.frame = header.frame;
    sample.frame.ambiguous = header.ambiguous;
    const auto family = in.getAll<char>(header.familyLength);
    sample.family.assign(family.begin(), family.end());
    sample.buffers = buffersOf(header);
    unpackPixels(in, sample.buffers, header.depth);
    sample.points.reserve(header.pointCount);
    for (const PackedPoint& p : in.getAll<PackedPoint>(header.pointCount)) sample.points.push_back(unpackPoint(p));
    return sample;
}

}  // namespace img2cadseq::synth
