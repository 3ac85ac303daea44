#include "cad/outline_points.h"

namespace img2cadseq {

std::vector<Vec3> outlinePoints(const CadSequence& sequence) {
    std::vector<Vec3> points;
    for (const ExtrudeBlock& block : sequence.blocks) {
        if (block.op == BooleanOp::Cut || block.op == BooleanOp::Intersect) continue;
        for (const Profile& profile : block.sketch.profiles) {
            for (const Curve& curve : profile.outer.curves) {
                const int steps =
                    std::holds_alternative<Line>(curve) ? 1 : (std::holds_alternative<Arc>(curve) ? 4 : 16);
                for (int i = 0; i < steps; ++i) {
                    const Vec2 p = pointAt(curve, static_cast<double>(i) / steps);
                    points.push_back(block.sketch.plane.toWorld({p.x, p.y, block.extent.low}));
                    points.push_back(block.sketch.plane.toWorld({p.x, p.y, block.extent.high}));
                }
            }
        }
    }
    return points;
}

}  // namespace img2cadseq
