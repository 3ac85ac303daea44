#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.h"
#include "csg/flat.h"
#include "csg/outline.h"

namespace img2cadseq::csg {
namespace {

[[noreturn]] void fail(const std::string& what, size_t block, const std::string& hint) {
    throw Error(ErrorCode::BadGeometry, "block " + std::to_string(block + 1) + ": " + what, hint);
}

bool finite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

void append(Flat& flat, const Piece& piece) {
    flat.ax.push_back(piece.start.x);
    flat.ay.push_back(piece.start.y);
    flat.bx.push_back(piece.end.x);
    flat.by.push_back(piece.end.y);
    flat.cx.push_back(piece.center.x);
    flat.cy.push_back(piece.center.y);
    flat.radius.push_back(piece.radius);
    flat.turn.push_back(static_cast<int8_t>(piece.turn));
    flat.face.push_back(piece.face);
    flat.shadow.push_back(piece.shadow ? 1 : 0);
}

void appendBlock(Flat& flat, const ExtrudeBlock& block, size_t index) {
    const Frame& frame = block.sketch.plane;
    if (!finite(frame.origin) || !finite(frame.xAxis) || !finite(frame.normal))
        fail("the sketch plane has a number that is not finite", index, "check its origin, x axis and normal");
    if (!(std::isfinite(block.extent.low) && std::isfinite(block.extent.high) && block.extent.low < block.extent.high))
        fail("its extent is empty", index, "give low < high");
    std::string problem;
    std::vector<Piece> pieces = outlinePieces(block.sketch, problem);
    if (!problem.empty()) fail(problem, index, "close every loop head to tail");
    const auto kind = [](const Piece& p) { return p.turn == 0 ? 0 : (p.full ? 2 : 1); };
    std::stable_sort(pieces.begin(), pieces.end(), [&](const Piece& a, const Piece& b) { return kind(a) < kind(b); });

    Box2 box;
    for (const Profile& profile : block.sketch.profiles) box.add(boundingBox(profile.outer));
    const double margin = 1e-7 * box.diagonal();
    BlockT<double> out{};
    out.origin = frame.origin, out.xAxis = frame.xAxis, out.yAxis = frame.yAxis(), out.normal = frame.normal;
    out.low = block.extent.low, out.high = block.extent.high;
    out.uLow = box.low.x - margin, out.uHigh = box.high.x + margin;
    out.vLow = box.low.y - margin, out.vHigh = box.high.y + margin;
    out.op = static_cast<int>(block.op);
    out.simple = block.sketch.profiles.size() == 1;
    out.lineBegin = static_cast<int>(flat.ax.size());
    const auto below = [&](int k) {
        return static_cast<int>(
            std::count_if(pieces.begin(), pieces.end(), [&](const Piece& p) { return kind(p) < k; }));
    };
    out.arcBegin = out.lineBegin + below(1);
    out.circleBegin = out.lineBegin + below(2);
    out.end = out.lineBegin + below(3);
    for (const Piece& piece : pieces) append(flat, piece);
    flat.blocks.push_back(out);
}

}  // namespace

Flat compile(const CadSequence& sequence) {
    if (sequence.blocks.empty()) throw Error(ErrorCode::BadGeometry, "the sequence has no block", "add an extrusion");
    if (sequence.blocks.size() > static_cast<size_t>(kMaxBlocks))
        throw Error(ErrorCode::BadGeometry, "the sequence has more than " + std::to_string(kMaxBlocks) + " blocks",
                    "use fewer");
    Flat flat;
    Box3 box;
    for (size_t i = 0; i < sequence.blocks.size(); ++i) {
        const ExtrudeBlock& block = sequence.blocks[i];
        appendBlock(flat, block, i);
        box.add(boundingBox(block));
        const uint64_t bit = uint64_t(1) << (i & 63);
        if (block.op != BooleanOp::Cut && block.op != BooleanOp::Intersect) flat.additive[i >> 6] |= bit;
        if (block.op == BooleanOp::Intersect) flat.inverted[i >> 6] |= bit;
    }
    double far = 0.0;
    for (int axis = 0; axis < 3; ++axis) far = std::max({far, std::abs(box.low[axis]), std::abs(box.high[axis])});
    flat.merge = 2e-7 * box.diagonal() + 2e-9 * far;
    flat.shift = Vec3{0.5377, 0.7321, 0.4183} * (1e-10 * box.diagonal() + 1e-13 * far);
    return flat;
}

}  // namespace img2cadseq::csg
