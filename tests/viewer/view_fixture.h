#pragma once
// A view on a screen, events for it, and baseline pictures.

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "geometry/raster.h"
#include "viewer/scene_view.h"

namespace img2cadseq::test {

/// Runs the event loop until `done` or ten seconds are over; false in the latter case.
bool waitUntil(const std::function<bool()>& done);

/// Compares with baselines/NAME.png: the mean difference of the channels, of pictures made four times smaller, must
/// stay under `limit` (of 255). IMG2CADSEQ_BASELINES=write makes the baseline anew. A picture that differs is kept
/// beside the program, and the message says where.
void expectLikeBaseline(const Image& picture, const std::string& name, double limit = 3.0);

double meanDifference(const Image& a, const Image& b);
/// Share of pixels that differ clearly from the ground, which is taken from the same row at the left border.
double coveredShare(const Image& picture);

class ViewTest : public ::testing::Test {
protected:
    void SetUp() override;
    /// A view of this size, shown and painted once.
    std::unique_ptr<viewer::SceneView> shown(int width = 320, int height = 240);
    /// Waits for the next rendering of the view.
    static bool painted(viewer::SceneView& view);
    static Image picture(viewer::SceneView& view) { return view.screenshot(320, 240); }
    /// The view as it stands on the screen.
    static Image fromWidget(viewer::SceneView& view);
    /// The widget inside that gets the mouse.
    static QWidget* canvas(viewer::SceneView& view);
    static void click(viewer::SceneView& view, int x, int y);
    static void drag(viewer::SceneView& view, int x0, int y0, int x1, int y1, int button = 1);
};

}  // namespace img2cadseq::test
