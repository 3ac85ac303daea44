#pragma once
// The sheet of shortcuts (F1), and what is to be said about the program.

#include <QDialog>
#include <QList>
#include <QPair>

class QAction;

namespace img2cadseq::widgets {

/// Groups of actions under their headings; those without a shortcut are left out.
class ShortcutSheet : public QDialog {
    Q_OBJECT
public:
    ShortcutSheet(const QList<QPair<QString, QList<QAction*>>>& groups, QWidget* parent);
    QStringList lines() const { return lines_; }  ///< "Open...\tCtrl+O"

private:
    QStringList lines_;
};

class AboutDialog : public QDialog {
    Q_OBJECT
public:
    /// `facts`: names and values, such as version, device, weights.
    AboutDialog(const QList<QPair<QString, QString>>& facts, QWidget* parent);
};

}  // namespace img2cadseq::widgets
