#include "synth/canonical.h"

#include <algorithm>
#include <cmath>

#include "cad/transform.h"
#include "synth/canonical_prisms.h"
#include "synth/canonical_sketch.h"

namespace img2cadseq::synth {
namespace {

bool boxesMeet(const Box3& a, const Box3& b, double tolerance) {
    for (int i = 0; i < 3; ++i)
        if (a.high[i] <= b.low[i] + tolerance || b.high[i] <= a.low[i] + tolerance) return false;
    return true;
}

/// Whether some prism of one block may meet some prism of the other.
bool blocksMeet(const ExtrudeBlock& a, const ExtrudeBlock& b, double tolerance) {
    for (const Profile& p : a.sketch.profiles)
        for (const Profile& q : b.sketch.profiles)
            if (boxesMeet(boundingBox(ExtrudeBlock{{a.sketch.plane, {p}}, a.extent, a.op}),
                          boundingBox(ExtrudeBlock{{b.sketch.plane, {q}}, b.extent, b.op}), tolerance))
                return true;
    return false;
}

bool isCut(const ExtrudeBlock& block) { return block.op == BooleanOp::Cut; }

/// Moves additions before cuts that they cannot meet.
void hoistAdditions(std::vector<ExtrudeBlock>& blocks, double tolerance) {
    for (size_t i = 1; i < blocks.size(); ++i) {
        for (size_t k = i; k > 0 && !isCut(blocks[k]) && isCut(blocks[k - 1]); --k) {
            if (blocksMeet(blocks[k], blocks[k - 1], tolerance)) break;
            std::swap(blocks[k], blocks[k - 1]);
        }
    }
}

std::vector<Prism> prismsOf(const std::vector<ExtrudeBlock>& blocks, size_t from, size_t to, double scale,
                            double tolerance) {
    std::vector<Prism> prisms;
    for (size_t i = from; i < to; ++i)
        for (const Profile& profile : blocks[i].sketch.profiles)
            prisms.push_back(
                {blocks[i].sketch.plane, blocks[i].extent, canonicalProfile(profile, scale, tolerance), i});
    return prisms;
}

void append(std::vector<ExtrudeBlock>& out, const std::vector<ExtrudeBlock>& blocks, BooleanOp op) {
    for (ExtrudeBlock block : blocks) {
        block.op = out.empty() ? BooleanOp::New : op;
        out.push_back(std::move(block));
    }
}

}  // namespace

Frame canonicalPlane(const Vec3& normal) {
    int main = 0;
    for (int i = 1; i < 3; ++i)
        if (std::abs(normal[i]) > std::abs(normal[main]) + 1e-9) main = i;
    const Vec3 up = normal[main] < 0.0 ? -normal : normal;
    Frame frame;
    if (up[main] > 1.0 - 1e-12) {
        frame.normal = frame.xAxis = {};
        frame.normal[main] = 1.0;
        frame.xAxis[(main + 1) % 3] = 1.0;
    } else {
        frame.normal = up;
        const Vec3 level = cross(Vec3{0.0, 0.0, 1.0}, up);
        frame.xAxis = norm(level) > 1e-9 ? normalized(level) : Vec3{1.0, 0.0, 0.0};
    }
    return frame;
}

double loopImportance(const Loop& loop, double scale) {
    const Box2 box = boundingBox(loop);
    const double area = std::abs(signedArea(loop)) / (scale * scale);
    return area + 0.25 * box.diagonal() / scale - 0.01 * norm(box.center()) / scale;
}

CadSequence canonicalise(const CadSequence& sequence) {
    CadSequence result{sequence.name, {}};
    const double scale = boundingBox(sequence).diagonal(), tolerance = 1e-6 * scale;
    std::vector<ExtrudeBlock> blocks;
    for (const ExtrudeBlock& block : sequence.blocks) {
        blocks.push_back(inCanonicalFrame(block));
        blocks.back().sketch.profiles = mergedProfiles(blocks.back().sketch.profiles, tolerance);
    }
    const bool intersects =
        std::any_of(blocks.begin(), blocks.end(), [](const ExtrudeBlock& b) { return b.op == BooleanOp::Intersect; });
    if (intersects) {  // the order is the meaning: only sketches are tidied
        for (ExtrudeBlock& block : blocks)
            for (Profile& profile : block.sketch.profiles) profile = canonicalProfile(profile, scale, tolerance);
        result.blocks = blocks;
        return result;
    }
    hoistAdditions(blocks, tolerance);
    std::vector<Prism> standing;
    for (size_t i = 0; i < blocks.size();) {  // runs of additions, then of the cuts that follow them
        const auto cutAt = std::find_if(blocks.begin() + static_cast<std::ptrdiff_t>(i), blocks.end(), isCut);
        const size_t firstCut = static_cast<size_t>(cutAt - blocks.begin());
        const size_t end = static_cast<size_t>(std::find_if_not(cutAt, blocks.end(), isCut) - blocks.begin());
        std::vector<Prism> additions = prismsOf(blocks, i, firstCut, scale, tolerance);
        std::vector<Prism> cuts = prismsOf(blocks, firstCut, end, scale, tolerance);
        standing.insert(standing.end(), additions.begin(), additions.end());
        clipCuts(cuts, standing, scale, tolerance);
        if (i == 0) drawThroughHoles(additions, cuts, scale, tolerance);
        append(result.blocks, grouped(additions, scale, tolerance), BooleanOp::Join);
        append(result.blocks, grouped(cuts, scale, tolerance), BooleanOp::Cut);
        i = end;
    }
    return result;
}

CadSequence normalisedCanonical(const CadSequence& sequence) {
    return canonicalise(normalised(sequence, boundingBox(sequence)));
}

}  // namespace img2cadseq::synth
