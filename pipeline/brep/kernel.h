#pragma once
// Inside brep/ only: OCCT made ready, silent, and its exceptions translated.

#include <functional>
#include <mutex>
#include <string>

#include "core/error.h"

namespace img2cadseq::brep {

/// Once a process: takes OCCT's printers away, so that stdout stays ours. Every entry into OCCT calls it.
void prepareKernel();

/// OCCT's translators keep global state (parameters, counters): whoever reads or writes STEP holds this lock.
std::mutex& translatorMutex();

/// What another tolerance may yet mend, unlike a fault of the input.
struct KernelFailure : Error {
    explicit KernelFailure(const std::string& what) : Error(ErrorCode::BadGeometry, what) {}
};

/// Runs `body` and turns an OCCT exception into Error(code, what: OCCT's text).
void guarded(ErrorCode code, const std::string& what, const std::function<void()>& body);

}  // namespace img2cadseq::brep
