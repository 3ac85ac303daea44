#include "core/error.h"

#include <utility>

namespace img2cadseq {

const char* errorCodeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::Usage: return "usage";
        case ErrorCode::BadInput: return "bad-input";
        case ErrorCode::BadGeometry: return "bad-geometry";
        case ErrorCode::Io: return "io";
        case ErrorCode::NoDevice: return "no-device";
        case ErrorCode::BadWeights: return "bad-weights";
        case ErrorCode::NoCandidate: return "no-candidate";
        case ErrorCode::Stopped: return "stopped";
        case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

int exitStatus(ErrorCode code) {
    switch (code) {
        case ErrorCode::Usage: return 2;
        case ErrorCode::NoCandidate: return 4;
        case ErrorCode::Stopped: return 130;
        case ErrorCode::Internal: return 1;
        default: return 3;
    }
}

Error::Error(ErrorCode code, const std::string& what, std::string hint)
    : std::runtime_error(what), code_(code), hint_(std::move(hint)) {}

std::string Error::line() const { return hint_.empty() ? std::string(what()) : std::string(what()) + "; " + hint_; }

}  // namespace img2cadseq
