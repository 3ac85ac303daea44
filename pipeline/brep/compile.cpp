#include "brep/compile.h"

#include <BRepBndLib.hxx>
#include <Bnd_Box.hxx>
#include <TopoDS_Shape.hxx>
#include <algorithm>

#include "brep/boolean.h"
#include "brep/check.h"
#include "brep/kernel.h"
#include "brep/prism.h"
#include "brep/shape.h"
#include "brep/topology.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

/// What the kernel may bridge, as a share of the part's longest side: real sketches come with about nine digits, so
/// that points meant to be one lie up to 1e-8 of the size apart; what is drawn on purpose is a thousand times larger.
constexpr double kFuzzyShare = 1e-7;
/// Gap between the ends of consecutive curves that is closed without a word.
constexpr double kGapShare = 1e-5;

class Compiler {
public:
    Compiler(const CadSequence& sequence, CompileReport& report) : sequence_(sequence), report_(report) {
        const double size = boundingBox(sequence).longestSide();
        fuzzy_ = std::max(1e-7, kFuzzyShare * size);
        gap_ = std::max(1e-7, kGapShare * size);
    }

    TopoDS_Shape run() {
        if (sequence_.blocks.empty()) throw Error(ErrorCode::BadGeometry, "the sequence has no block");
        for (size_t i = 0; i < sequence_.blocks.size(); ++i) add(sequence_.blocks[i], where(i));
        TopoDS_Shape result = compoundOf(solidsOf(unified(standing_)));
        if (const std::string fault = structuralFault(result); !fault.empty())
            throw Error(ErrorCode::BadGeometry, "the part is not sound: " + fault);
        return result;
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
            std::vector<TopoDS_Shape> tools = prisms(block, gap_, fuzzy_, where);
            if (standing_.IsNull()) {
                standing_ = compoundOf(tools);
                return;
            }
            const std::vector<TopoDS_Shape> left = solidsOf(combined(block.op, standing_, tools, fuzzy_, where));
            if (left.empty()) throw Error(ErrorCode::BadGeometry, where + "nothing is left of the part");
            standing_ = compoundOf(left);
        });
    }

    const CadSequence& sequence_;
    CompileReport& report_;
    double fuzzy_ = 0.0, gap_ = 0.0;
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
