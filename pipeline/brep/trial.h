#pragma once
// Inside brep/ only: work that may end the process, tried first where it does no harm.

#include <functional>

namespace img2cadseq::brep {

enum class TrialEnd { Returned, Crashed, TimedOut };

/// Runs `body` in a child process, whose output goes nowhere, for at most `seconds`. What `body` throws counts as
/// returned: it will be thrown again where the work is then done in earnest. Where no child can be made, says Returned.
TrialEnd tryInChild(const std::function<void()>& body, unsigned seconds);

}  // namespace img2cadseq::brep
