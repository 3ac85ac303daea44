#include "gui/gui_main.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "gui/event_times.h"
#include "viewer/scene_view.h"

namespace img2cadseq::test {

int runGuiTests(int argc, char** argv, const std::function<void()>& prepare) {
    ::testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
    const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (!display && std::getenv("QT_QPA_PLATFORM") == nullptr) ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    viewer::prepareOpenGl();
    const TimedApplication application(argc, argv);
    if (prepare) prepare();
    return RUN_ALL_TESTS();
}

}  // namespace img2cadseq::test
