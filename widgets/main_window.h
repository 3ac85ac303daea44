#pragma once
// The frame: views, gallery, batch and log below them, options at the right, menus and tool bar round it. It shows a
// document and says what the user asks for; what that leads to is wired up by whoever owns it.

#include <QMainWindow>
#include <QUrl>

#include "document/document.h"

class QSplitter;
class QStackedWidget;
class QTabWidget;
class QUndoStack;

namespace img2cadseq::widgets {

class Banner;
class BatchList;
class CloudPane;
class DenoisePane;
class Gallery;
class GalleryModel;
class LogPanel;
class OptionsPanel;
class PhotoPane;
class RunStrip;
class SolidPane;
class StartPage;
class ViewDeck;
class ViewPane;
struct WindowActions;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QUndoStack* undo, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Everything that shows the document is brought up to date with what changed.
    void show(const Document& document, Changes changes);
    using QMainWindow::show;

    /// The start page in place of the views.
    void showStart(bool start);
    bool showsStart() const;

    WindowActions& actions() { return *actions_; }
    PhotoPane* photo() const { return photo_; }
    CloudPane* coarse() const { return coarse_; }
    CloudPane* refined() const { return refined_; }
    DenoisePane* denoise() const { return denoise_; }
    SolidPane* solid() const { return solid_; }
    ViewDeck* deck() const { return deck_; }
    Gallery* gallery() const { return gallery_; }
    GalleryModel* galleryModel() const { return model_; }
    OptionsPanel* options() const { return options_; }
    RunStrip* runStrip() const { return strip_; }
    Banner* banner() const { return banner_; }
    BatchList* batch() const { return batch_; }
    LogPanel* log() const { return log_; }
    StartPage* start() const { return start_; }

    enum class BottomTab { Candidates, Batch, Log };
    void showBottom(BottomTab tab);
    /// The view that has the focus or is under the pointer; the solid where there is none.
    ViewPane* activePane() const;

    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    void dropped(const QList<QUrl>& urls);
    void pictureDropped(const QImage& picture);
    void closing(QCloseEvent* event);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makePanes();
    void makeActions(QUndoStack* undo);
    void makeToolBar();
    QWidget* makeSide();
    void wireViews();
    void applyViewTheme();
    void showUnit(bool inches);
    void enableActions(const Document& document);

    std::unique_ptr<WindowActions> actions_;
    ViewDeck* deck_ = nullptr;
    PhotoPane* photo_ = nullptr;
    CloudPane *coarse_ = nullptr, *refined_ = nullptr;
    DenoisePane* denoise_ = nullptr;
    SolidPane* solid_ = nullptr;
    GalleryModel* model_ = nullptr;
    Gallery* gallery_ = nullptr;
    OptionsPanel* options_ = nullptr;
    RunStrip* strip_ = nullptr;
    Banner* banner_ = nullptr;
    BatchList* batch_ = nullptr;
    LogPanel* log_ = nullptr;
    StartPage* start_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QTabWidget* bottom_ = nullptr;
    QSplitter* middle_ = nullptr;
};

}  // namespace img2cadseq::widgets
