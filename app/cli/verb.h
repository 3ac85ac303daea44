#pragma once
// A verb of the command line. A new one is a file of its own and a line in verbs.cpp.

#include <memory>
#include <string>
#include <vector>

#include "core/options.h"

namespace img2cadseq::cli {

inline constexpr const char* kProgram = "img2cadseq-cli";

class Verb {
public:
    virtual ~Verb() = default;

    virtual std::string name() const = 0;
    virtual std::string summary() const = 0;              ///< one sentence for the help
    virtual std::string inputs() const { return {}; }     ///< what INPUT... may be; empty: the verb takes none
    virtual bool inputsRequired() const { return true; }  ///< where it takes any
    virtual void describe(OptionList& list) = 0;          ///< the options, bound to this object's members
    /// Does the work and returns the exit status. An Error becomes one line on stderr and its code's status.
    virtual int run(const std::vector<std::string>& inputs, const OptionList& options) = 0;
};

/// Every verb, in the order of the help.
std::vector<std::unique_ptr<Verb>> allVerbs();

}  // namespace img2cadseq::cli
