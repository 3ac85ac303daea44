#pragma once
// Where a solid is cut open: along which axis, how deep, from which side.

#include <QWidget>
#include <optional>

#include "geometry/box.h"
#include "viewer/view_types.h"

class QComboBox;
class QSlider;
class QToolButton;

namespace img2cadseq::widgets {

class SectionBar : public QWidget {
    Q_OBJECT
public:
    explicit SectionBar(QWidget* parent = nullptr);

    void setBox(const Box3& box) { box_ = box; }
    viewer::SectionPlane plane() const;

Q_SIGNALS:
    void changed();

private:
    Box3 box_;
    QComboBox* axis_;
    QSlider* depth_;
    QToolButton* flip_;
};

}  // namespace img2cadseq::widgets
