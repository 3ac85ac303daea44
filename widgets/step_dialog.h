#pragma once
// How a STEP file is written: schema, unit, product name, colour.

#include <QColor>
#include <QDialog>

#include "document/export.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace img2cadseq::widgets {

class StepDialog : public QDialog {
    Q_OBJECT
public:
    StepDialog(const ExportOptions& options, QWidget* parent);
    ExportOptions options() const;

private:
    void paintColour();

    QComboBox *schema_, *unit_;
    QLineEdit* name_;
    QPushButton* colour_;
    QColor chosen_;
};

}  // namespace img2cadseq::widgets
