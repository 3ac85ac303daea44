#pragma once
// One view of the window with its title bar: a note of what it shows, tools of its own, and buttons to maximise, float
// and hide it. Where there is nothing to show it says so in place.

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace img2cadseq::widgets {

class ViewPane : public QFrame {
    Q_OBJECT
public:
    ViewPane(const QString& title, const QString& icon, QWidget* content, QWidget* parent = nullptr);

    QString title() const;
    QWidget* content() const { return content_; }

    /// The few words at the right of the title, e.g. "4096 points".
    void setNote(const QString& note);
    /// A tool of this view, in its title bar.
    QToolButton* addTool(QAction* action);
    void addTool(QWidget* widget);

    /// Words in place of the content.
    void setMessage(const QString& headline, const QString& detail = {});
    void showContent();
    bool showsContent() const;
    QString message() const;  ///< headline and detail; empty where the content is shown

    void setMaximised(bool maximised);
    void setFloating(bool floating);

Q_SIGNALS:
    void maximiseClicked();
    void floatClicked();
    void hideClicked();

protected:
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* headerButton(const QString& icon, const QString& text);
    void paintMessageIcon();

    QString icon_;
    QWidget* content_;
    QLabel *title_, *note_, *messageIcon_, *headline_, *detail_;
    QStackedWidget* stack_;
    QHBoxLayout* tools_;
    QToolButton *maximise_, *float_, *hide_;
    bool floating_ = false;
};

}  // namespace img2cadseq::widgets
