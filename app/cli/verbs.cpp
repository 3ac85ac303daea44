#include "app/cli/verb.h"

namespace img2cadseq::cli {

using Factory = std::unique_ptr<Verb>();
Factory compileVerb, reconstructVerb, sampleVerb, evaluateVerb, importVerb, inspectVerb, synthesiseVerb;

std::vector<std::unique_ptr<Verb>> allVerbs() {
    std::vector<std::unique_ptr<Verb>> verbs;
    for (Factory* make :
         {compileVerb, reconstructVerb, sampleVerb, evaluateVerb, importVerb, inspectVerb, synthesiseVerb})
        verbs.push_back(make());
    return verbs;
}

}  // namespace img2cadseq::cli
