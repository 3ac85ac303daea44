#include "viewer/standard_view.h"

namespace img2cadseq::viewer {

Look standardLook(StandardView view) {
    const Vec3 z{0, 0, 1};
    switch (view) {
        case StandardView::Front: return {{-1, 0, 0}, z};
        case StandardView::Back: return {{1, 0, 0}, z};
        case StandardView::Right: return {{0, -1, 0}, z};
        case StandardView::Left: return {{0, 1, 0}, z};
        case StandardView::Top: return {{0, 0, -1}, {-1, 0, 0}};
        case StandardView::Bottom: return {{0, 0, 1}, {1, 0, 0}};
        case StandardView::Iso: break;
    }
    const Vec3 direction = normalized(Vec3{-1, -1, -1});
    return {direction, normalized(z - direction * dot(z, direction))};
}

}  // namespace img2cadseq::viewer
