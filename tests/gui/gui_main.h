#pragma once
// The main of tests that need an application. Listing them does not, because the build does that without a display.

#include <functional>

namespace img2cadseq::test {

/// Runs the tests in an application whose events are timed (event_times.h), after `prepare`.
int runGuiTests(int argc, char** argv, const std::function<void()>& prepare = {});

}  // namespace img2cadseq::test
