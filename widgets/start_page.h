#pragma once
// What a new window shows: where to drop, samples to try, what was open last.

#include <QScrollArea>

class QGridLayout;
class QFrame;
class QLabel;

namespace img2cadseq::widgets {

struct StartEntry {
    QString path, title, detail;
    QImage picture;  ///< may be null
};

class StartPage : public QScrollArea {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    void setSamples(const QList<StartEntry>& samples);
    void setRecent(const QList<StartEntry>& recent);
    void setDropHighlighted(bool over);

Q_SIGNALS:
    void openAsked();
    void pasteAsked();
    void inventAsked();
    void entryChosen(const QString& path);

private:
    void fill(QGridLayout* grid, const QList<StartEntry>& entries);

    QFrame* drop_;
    QWidget *samplesPart_, *recentPart_;
    QGridLayout *samples_, *recent_;
};

}  // namespace img2cadseq::widgets
