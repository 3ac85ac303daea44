#include "brep/compile.h"

#include <Standard_Failure.hxx>
#include <TopoDS_Shape.hxx>
#include <cmath>

#include "brep/boolean.h"
#include "brep/check.h"
#include "brep/kernel.h"
#include "brep/mass.h"
#include "brep/pinch.h"
#include "brep/prism.h"
#include "brep/shape.h"
#include "brep/topology.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

/// How the kernel is asked; the first way serves nearly all parts, the others are for those on which it fails.
struct Strategy {
    double bridge;        ///< share of Tolerances::point that Booleans may bridge
    bool mergeEachBlock;  ///< merge faces after every block, not at the end alone
};
constexpr Strategy kStrategies[]{{1.0, false}, {0.0, false}, {1.0, true}, {10.0, false}, {0.0, true}};

class Compiler {
public:
    Compiler(const CadSequence& sequence, const Strategy& strategy, CompileReport& report)
        : sequence_(sequence), strategy_(strategy), report_(report), tolerances_(boundingBox(sequence).longestSide()) {}

    TopoDS_Shape run() {
        if (sequence_.blocks.empty()) throw Error(ErrorCode::BadGeometry, "the sequence has no block");
        for (size_t i = 0; i < sequence_.blocks.size(); ++i) add(sequence_.blocks[i], where(i));
        return finished();
    }

private:
    std::string where(size_t index) const {
        return "block " + std::to_string(index + 1) + " (" + booleanOpName(sequence_.blocks[index].op) + "): ";
    }

    void add(const ExtrudeBlock& block, const std::string& where) {
        const bool adds = block.op == BooleanOp::New || block.op == BooleanOp::Join;
        if (standing_.IsNull() && !adds)
            throw Error(ErrorCode::BadGeometry, where + "there is nothing yet to take from", "begin with a New block");
        const double height = block.extent.high - block.extent.low;
        if (height > 0.0 && height <= tolerances_.point && !standing_.IsNull() && block.op != BooleanOp::Intersect) {
            report_.warnings.push_back(where + "thinner than the kernel can tell, left out");
            return;
        }
        try {
            combine(block, where);
        } catch (const Standard_Failure& failure) {
            throw KernelFailure(where + "the kernel gave up (" + failure.GetMessageString() + ")");
        }
    }

    void combine(const ExtrudeBlock& block, const std::string& where) {
        const double bridge = strategy_.bridge * tolerances_.point;
        const std::vector<TopoDS_Shape> tools = prisms(block, tolerances_, bridge, where);
        if (standing_.IsNull()) {
            standing_ = compoundOf(tools);
            return;
        }
        const std::vector<TopoDS_Shape> left = solidsOf(combined(block.op, standing_, tools, bridge, where));
        if (left.empty()) throw Error(ErrorCode::BadGeometry, where + "nothing is left of the part");
        standing_ = compoundOf(left);
        if (strategy_.mergeEachBlock) standing_ = unified(standing_);
    }

    /// The part with its faces merged, or as the Booleans left it where merging spoils it.
    TopoDS_Shape finished() {
        std::string fault;
        try {
            const TopoDS_Shape merged = separated(unified(standing_));
            fault = structuralFault(merged);
            const double before = massOf(standing_).volume;
            if (fault.empty() && std::abs(massOf(merged).volume - before) <= 1e-9 * before) return merged;
        } catch (const Standard_Failure&) {
            fault = "merging failed";
        }
        const TopoDS_Shape plain = separated(standing_);
        if (const std::string deeper = structuralFault(plain); !deeper.empty())
            throw KernelFailure("the part is not sound: " + deeper);
        report_.warnings.push_back("neighbouring faces of one surface were left unmerged: " + fault);
        return plain;
    }

    /// Bodies and wedges of a body that only touch, each with edges of its own.
    TopoDS_Shape separated(const TopoDS_Shape& shape) {
        int count = 0;
        const TopoDS_Shape result = unpinched(apart(shape), count);
        touches_ = count;
        return result;
    }

    const CadSequence& sequence_;
    const Strategy strategy_;
    CompileReport& report_;
    Tolerances tolerances_;
    TopoDS_Shape standing_;
    int touches_ = 0;
};

}  // namespace

Solid compile(const CadSequence& sequence, CompileReport* report) {
    CompileReport ignored;
    CompileReport& written = report ? *report : ignored;
    Solid result;
    guarded(ErrorCode::BadGeometry, "the part cannot be built", [&] {
        std::string first;
        for (const Strategy& strategy : kStrategies) {
            written = {};
            try {
                result = solidOf(Compiler(sequence, strategy, written).run());
                return;
            } catch (const KernelFailure& failure) {
                if (first.empty()) first = failure.what();
            }
        }
        throw Error(ErrorCode::BadGeometry, first);
    });
    return result;
}

}  // namespace img2cadseq::brep
