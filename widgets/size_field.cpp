#include "widgets/size_field.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>

#include "document/real_size.h"
#include "widgets/option_editor.h"

namespace img2cadseq::widgets {

SizeField::SizeField(QWidget* parent) : QWidget(parent), value_(new QDoubleSpinBox(this)), unit_(new QComboBox(this)) {
    value_->setRange(0.0, 1e6);
    value_->setDecimals(3);
    value_->setMinimumWidth(72);
    value_->setSpecialValueText(tr("unknown"));
    value_->setKeyboardTracking(false);
    value_->setAccessibleName(tr("True length of the longest side"));
    value_->setToolTip(tr("True length of the longest side; all sizes follow. Or measure two points on the photo."));
    unit_->addItems({"mm", "in"});
    unit_->setAccessibleName(tr("Unit of length"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QWidget* part : {static_cast<QWidget*>(value_), static_cast<QWidget*>(unit_)})
        part->setMinimumHeight(kOptionHeight);
    row->addWidget(value_, 1);
    row->addWidget(unit_);
    setFocusProxy(value_);
    connect(value_, &QDoubleSpinBox::valueChanged, this, [this](double shown) {
        if (showing_) return;
        millimetres_ = inches() ? shown * kMillimetresPerInch : shown;
        Q_EMIT changed(millimetres_);
    });
    connect(unit_, &QComboBox::currentIndexChanged, this, [this] {
        setMillimetres(millimetres_);
        Q_EMIT unitChanged(inches());
    });
}

double SizeField::millimetres() const { return millimetres_; }

void SizeField::setMillimetres(double length) {
    showing_ = true;
    millimetres_ = length;
    value_->setValue(inches() ? length / kMillimetresPerInch : length);
    showing_ = false;
}

bool SizeField::inches() const { return unit_->currentIndex() == 1; }
void SizeField::setInches(bool inches) { unit_->setCurrentIndex(inches ? 1 : 0); }

}  // namespace img2cadseq::widgets
