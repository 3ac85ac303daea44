#pragma once
// Our pictures from and to Qt's.

#include <QImage>

#include "geometry/raster.h"

namespace img2cadseq::widgets {

QImage toQImage(const Image& image);
/// Any format; what is transparent comes out on white.
Image toImage(const QImage& image);

}  // namespace img2cadseq::widgets
