#include "viewer/thumbnail.h"

#include "geometry/shaded_picture.h"
#include "viewer/colours.h"
#include "viewer/standard_view.h"

namespace img2cadseq::viewer {

Image renderThumbnail(const Mesh& mesh, int width, int height, bool dark) {
    const Palette& colours = palette(dark ? ViewTheme::Dark : ViewTheme::Light);
    return shadedPicture(mesh, fittedFrame(standardLook(StandardView::Iso), mesh.vertices, width, height),
                         {colours.part, colours.edge, colours.groundTop, colours.groundBottom});
}

}  // namespace img2cadseq::viewer
