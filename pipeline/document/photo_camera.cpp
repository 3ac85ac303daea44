#include "document/photo_camera.h"

#include "infer/view_window.h"
#include "photo/crop.h"

namespace img2cadseq {

Camera photoCamera(const Camera& cropCamera, const Mask& mask) {
    const CropWindow window = maskWindow(mask, kViewFill);
    Camera camera = cropCamera;
    camera.focal = cropCamera.focal * window.side / cropCamera.width;
    camera.principal = window.toPhoto(cropCamera.principal, cropCamera.width);
    camera.width = mask.width;
    camera.height = mask.height;
    return camera;
}

}  // namespace img2cadseq
