#include "brep/fusion_bodies.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "brep/compile.h"

namespace img2cadseq::test {
namespace {

using Body = std::vector<size_t>;  ///< indices of its blocks, rising

brep::Solid solidOf(const CadSequence& sequence, const Body& body) {
    CadSequence own;
    for (const size_t index : body) own.blocks.push_back(sequence.blocks[index]);
    own.blocks.front().op = BooleanOp::New;
    return brep::compile(own);
}

bool meet(const CadSequence& sequence, const Body& body, size_t block) {
    Body both = body;
    both.push_back(block);
    return solidOf(sequence, both).bodyCount() <
           solidOf(sequence, body).bodyCount() + solidOf(sequence, {block}).bodyCount();
}

void join(const CadSequence& sequence, std::vector<Body>& bodies, size_t block) {
    const auto apart = std::stable_partition(bodies.begin(), bodies.end(),
                                             [&](const Body& body) { return !meet(sequence, body, block); });
    Body grown{block};
    for (auto met = apart; met != bodies.end(); ++met) grown.insert(grown.end(), met->begin(), met->end());
    std::sort(grown.begin(), grown.end());
    grown.erase(std::unique(grown.begin(), grown.end()), grown.end());
    bodies.erase(apart, bodies.end());
    bodies.push_back(std::move(grown));
}

}  // namespace

brep::MassProperties bodyByBody(const CadSequence& sequence) {
    std::vector<Body> bodies;
    for (size_t i = 0; i < sequence.blocks.size(); ++i) {
        const BooleanOp op = sequence.blocks[i].op;
        if (op == BooleanOp::New)
            bodies.push_back({i});
        else if (op == BooleanOp::Join)
            join(sequence, bodies, i);
        else
            for (Body& body : bodies) body.push_back(i);
    }
    brep::MassProperties sum;
    for (const Body& body : bodies) {
        const brep::MassProperties mass = solidOf(sequence, body).massProperties();
        sum.volume += mass.volume;
        sum.area += mass.area;
    }
    return sum;
}

}  // namespace img2cadseq::test
