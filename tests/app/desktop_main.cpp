// Tests of the whole window need an application; listing them must not, because the build does that without a display.

#include <QApplication>
#include <cstdlib>

#include <gtest/gtest.h>

#include "viewer/scene_view.h"

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
    const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (!display && std::getenv("QT_QPA_PLATFORM") == nullptr) ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    img2cadseq::viewer::prepareOpenGl();
    const QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
