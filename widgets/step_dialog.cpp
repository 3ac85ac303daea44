#include "widgets/step_dialog.h"

#include <QColorDialog>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>

namespace img2cadseq::widgets {

StepDialog::StepDialog(const ExportOptions& options, QWidget* parent)
    : QDialog(parent),
      schema_(new QComboBox(this)),
      unit_(new QComboBox(this)),
      name_(new QLineEdit(QString::fromStdString(options.productName), this)),
      colour_(new QPushButton(this)) {
    setWindowTitle(tr("Export STEP"));
    schema_->addItem("AP214", static_cast<int>(brep::StepSchema::Ap214));
    schema_->addItem("AP242", static_cast<int>(brep::StepSchema::Ap242));
    schema_->addItem("AP203", static_cast<int>(brep::StepSchema::Ap203));
    schema_->setCurrentIndex(schema_->findData(static_cast<int>(options.schema)));
    unit_->addItem(tr("millimetre"), static_cast<int>(brep::LengthUnit::Millimetre));
    unit_->addItem(tr("inch"), static_cast<int>(brep::LengthUnit::Inch));
    unit_->setCurrentIndex(unit_->findData(static_cast<int>(options.unit)));
    if (options.colour) chosen_ = QColor(options.colour->r, options.colour->g, options.colour->b);
    connect(colour_, &QPushButton::clicked, this, [this] {
        const QColor colour = QColorDialog::getColor(chosen_.isValid() ? chosen_ : Qt::lightGray, this);
        if (colour.isValid()) chosen_ = colour;
        paintColour();
    });
    paintColour();

    auto* form = new QFormLayout(this);
    form->addRow(tr("&Schema"), schema_);
    form->addRow(tr("&Unit"), unit_);
    form->addRow(tr("Product &name"), name_);
    form->addRow(tr("&Colour"), colour_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Export…"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    for (auto* editor : {static_cast<QWidget*>(schema_), static_cast<QWidget*>(unit_), static_cast<QWidget*>(name_),
                         static_cast<QWidget*>(colour_)})
        if (auto* label = qobject_cast<QWidget*>(form->labelForField(editor)))
            editor->setAccessibleName(label->property("text").toString().remove('&'));
}

void StepDialog::paintColour() {
    QPixmap swatch(16, 16);
    swatch.fill(chosen_.isValid() ? chosen_ : QColor(Qt::transparent));
    colour_->setIcon(swatch);
    colour_->setText(chosen_.isValid() ? chosen_.name() : tr("none"));
}

ExportOptions StepDialog::options() const {
    ExportOptions options;
    options.schema = static_cast<brep::StepSchema>(schema_->currentData().toInt());
    options.unit = static_cast<brep::LengthUnit>(unit_->currentData().toInt());
    options.productName = name_->text().trimmed().isEmpty() ? "part" : name_->text().trimmed().toStdString();
    if (chosen_.isValid())
        options.colour = Rgb{static_cast<uint8_t>(chosen_.red()), static_cast<uint8_t>(chosen_.green()),
                             static_cast<uint8_t>(chosen_.blue())};
    return options;
}

}  // namespace img2cadseq::widgets
