#include "widgets/picture.h"

#include <QPainter>
#include <cstring>

namespace img2cadseq::widgets {

QImage toQImage(const Image& image) {
    if (image.empty()) return {};
    static_assert(sizeof(Rgb) == 3);
    const QImage view(reinterpret_cast<const uchar*>(image.data.data()), image.width, image.height,
                      static_cast<qsizetype>(image.width) * 3, QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);
}

Image toImage(const QImage& image) {
    if (image.isNull()) return {};
    QImage flat = image;
    if (image.hasAlphaChannel()) {
        flat = QImage(image.size(), QImage::Format_RGB32);
        flat.fill(Qt::white);
        QPainter(&flat).drawImage(QPoint(0, 0), image);
    }
    flat = flat.convertToFormat(QImage::Format_RGB888);
    Image result(flat.width(), flat.height());
    for (int y = 0; y < flat.height(); ++y)
        std::memcpy(&result.at(0, y), flat.constScanLine(y), static_cast<size_t>(flat.width()) * 3);
    return result;
}

}  // namespace img2cadseq::widgets
