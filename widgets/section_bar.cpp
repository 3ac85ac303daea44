#include "widgets/section_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace img2cadseq::widgets {
namespace {

constexpr int kSteps = 1000;

}  // namespace

SectionBar::SectionBar(QWidget* parent)
    : QWidget(parent),
      axis_(new QComboBox(this)),
      depth_(new QSlider(Qt::Horizontal, this)),
      flip_(new QToolButton(this)) {
    axis_->addItems({"X", "Y", "Z"});
    axis_->setAccessibleName(tr("Axis of the section"));
    depth_->setRange(0, kSteps);
    depth_->setValue(kSteps / 2);
    depth_->setAccessibleName(tr("Depth of the section"));
    flip_->setText(tr("Flip"));
    flip_->setCheckable(true);
    flip_->setAccessibleName(tr("The other side"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 2, 6, 4);
    row->addWidget(new QLabel(tr("Section"), this));
    row->addWidget(axis_);
    row->addWidget(depth_, 1);
    row->addWidget(flip_);
    connect(axis_, &QComboBox::currentIndexChanged, this, &SectionBar::changed);
    connect(depth_, &QSlider::valueChanged, this, &SectionBar::changed);
    connect(flip_, &QToolButton::toggled, this, &SectionBar::changed);
}

viewer::SectionPlane SectionBar::plane() const {
    const int axis = axis_->currentIndex();
    const double share = static_cast<double>(depth_->value()) / kSteps;
    viewer::SectionPlane plane{box_.center(), {}};
    plane.origin[axis] = box_.low[axis] + share * (box_.high[axis] - box_.low[axis]);
    plane.normal[axis] = flip_->isChecked() ? -1.0 : 1.0;
    return plane;
}

}  // namespace img2cadseq::widgets
