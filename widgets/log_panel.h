#pragma once
// What the program has done, line by line, and a report of it to be copied into a letter.

#include <QWidget>

class QPlainTextEdit;

namespace img2cadseq::widgets {

class LogPanel : public QWidget {
    Q_OBJECT
public:
    explicit LogPanel(QWidget* parent = nullptr);

    void addLine(const QString& line);
    QString text() const;
    /// Comes before the lines in the report: versions, device, input.
    void setReportHead(const QString& head) { head_ = head; }
    QString report() const;

private:
    QPlainTextEdit* lines_;
    QString head_;
};

}  // namespace img2cadseq::widgets
