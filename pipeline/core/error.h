#pragma once
// The project's one exception type. Third-party exceptions are translated into it where they arise.

#include <stdexcept>
#include <string>

namespace img2cadseq {

enum class ErrorCode {
    Usage,        ///< wrong command-line words or option values (exit 2)
    BadInput,     ///< a file or value given by the user cannot be used (exit 3)
    BadGeometry,  ///< a construction sequence or solid is not valid
    Io,           ///< a file cannot be read or written (exit 3)
    NoDevice,     ///< the compute device asked for is not there or out of memory
    BadWeights,   ///< network weights are missing, of the wrong shape or damaged
    NoCandidate,  ///< no candidate passed the gate (exit 4)
    Stopped,      ///< the user stopped the work (exit 130)
    Internal,     ///< a defect of this program
};

/// Name of the code as it stands in reports, e.g. "bad-input".
const char* errorCodeName(ErrorCode code);

/// Exit status of a program that ends with this error.
int exitStatus(ErrorCode code);

/// `what` says what went wrong and where; `hint` says what the user can do about it (may be empty).
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& what, std::string hint = {});

    ErrorCode code() const { return code_; }
    const std::string& hint() const { return hint_; }

    /// One line for the user: "what; hint".
    std::string line() const;

private:
    ErrorCode code_;
    std::string hint_;
};

}  // namespace img2cadseq
