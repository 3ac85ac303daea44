#pragma once
// What went wrong, in place: what, and what to do about it. Goes when it is closed or when things go on.

#include <QFrame>

class QLabel;
class QPushButton;

namespace img2cadseq::widgets {

enum class BannerKind { Note, Warning, Error };

class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// `action`: words on a button that emits actionClicked; empty: no button.
    void show(BannerKind kind, const QString& what, const QString& hint = {}, const QString& action = {});
    QString text() const;  ///< what and hint; empty where it is not shown

Q_SIGNALS:
    void actionClicked();

private:
    QLabel *icon_, *what_, *hint_;
    QPushButton* action_;
    QString iconName_;
};

}  // namespace img2cadseq::widgets
