#pragma once
// A true length in millimetres or inches; zero means it is not known.

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;

namespace img2cadseq::widgets {

class SizeField : public QWidget {
    Q_OBJECT
public:
    explicit SizeField(QWidget* parent = nullptr);

    double millimetres() const;
    void setMillimetres(double length);  ///< without a signal
    bool inches() const;
    void setInches(bool inches);

Q_SIGNALS:
    void changed(double millimetres);
    void unitChanged(bool inches);

private:
    QDoubleSpinBox* value_;
    QComboBox* unit_;
    double millimetres_ = 0.0;
    bool showing_ = false;
};

}  // namespace img2cadseq::widgets
