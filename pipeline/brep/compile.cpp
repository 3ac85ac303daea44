#include "brep/compile.h"

#include <Standard_Failure.hxx>
#include <TopoDS_Shape.hxx>
#include <cmath>

#include "brep/boolean.h"
#include "brep/check.h"
#include "brep/kernel.h"
#include "brep/mass.h"
#include "brep/prism.h"
#include "brep/shape.h"
#include "brep/topology.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

class Compiler {
public:
    Compiler(const CadSequence& sequence, CompileReport& report)
        : sequence_(sequence), report_(report), tolerances_(boundingBox(sequence).longestSide()) {}

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
        guarded(ErrorCode::BadGeometry, where + "cannot be built", [&] {
            const bool adds = block.op == BooleanOp::New || block.op == BooleanOp::Join;
            if (standing_.IsNull() && !adds)
                throw Error(ErrorCode::BadGeometry, where + "there is nothing yet to take from",
                            "begin with a New block");
            std::vector<TopoDS_Shape> tools = prisms(block, tolerances_, where);
            if (standing_.IsNull()) {
                standing_ = compoundOf(tools);
                return;
            }
            const std::vector<TopoDS_Shape> left =
                solidsOf(combined(block.op, standing_, tools, tolerances_.point, where));
            if (left.empty()) throw Error(ErrorCode::BadGeometry, where + "nothing is left of the part");
            standing_ = compoundOf(left);
        });
    }

    /// The part with its faces merged, or as the Booleans left it where merging spoils it.
    TopoDS_Shape finished() {
        std::string fault;
        try {
            const TopoDS_Shape merged = apart(unified(standing_));
            fault = structuralFault(merged);
            const double before = massOf(standing_).volume;
            if (fault.empty() && std::abs(massOf(merged).volume - before) <= 1e-9 * before) return merged;
        } catch (const Standard_Failure&) {
            fault = "merging faces failed";
        }
        const TopoDS_Shape plain = apart(standing_);
        if (const std::string deeper = structuralFault(plain); !deeper.empty())
            throw Error(ErrorCode::BadGeometry, "the part is not sound: " + deeper);
        report_.warnings.push_back("neighbouring faces of one surface were left unmerged: " + fault);
        return plain;
    }

    const CadSequence& sequence_;
    CompileReport& report_;
    Tolerances tolerances_;
    TopoDS_Shape standing_;
};

}  // namespace

Solid compile(const CadSequence& sequence, CompileReport* report) {
    CompileReport ignored;
    CompileReport& written = report ? *report : ignored;
    written = {};
    Solid result;
    guarded(ErrorCode::BadGeometry, "the part cannot be built",
            [&] { result = solidOf(Compiler(sequence, written).run()); });
    return result;
}

}  // namespace img2cadseq::brep
