#pragma once
// What went wrong, in place: what, and what to do about it. Goes when it is closed or when things go on.

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;

namespace img2cadseq::widgets {

enum class BannerKind { Note, Error };

/// What can be done about it: the words on a button, and what a press leads to. Without words there is no button.
struct BannerAction {
    QString words;
    std::function<void()> run;
};

class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// The action is that of this message alone; the one of the message before is gone.
    void show(BannerKind kind, const QString& what, const QString& hint = {}, BannerAction action = {});
    QString text() const;  ///< what and hint; empty where it is not shown

private:
    QLabel *icon_, *what_, *hint_;
    QPushButton* button_;
    BannerAction action_;
};

}  // namespace img2cadseq::widgets
