#pragma once
// Fourth view: the code tree being denoised, the part that each step would give, and a slider through the steps.

#include "document/document.h"
#include "viewer/scene_view.h"
#include "widgets/view_pane.h"

class QComboBox;
class QSlider;
class QTimer;
class QToolButton;

namespace img2cadseq::widgets {

class TokenGrid;

class DenoisePane : public ViewPane {
    Q_OBJECT
public:
    explicit DenoisePane(QWidget* parent = nullptr);

    void show(const Document& document, Changes changes);
    viewer::SceneView* view() const { return view_; }
    TokenGrid* grid() const { return grid_; }
    QSlider* slider() const { return slider_; }
    int step() const;  ///< index into the run's steps; -1: none
    void setPlaying(bool playing);

Q_SIGNALS:
    void previewWanted(size_t step);

private:
    void collect(const Document& document);
    void showStep();

    const Document* document_ = nullptr;
    viewer::SceneView* view_;
    TokenGrid* grid_;
    QComboBox* sample_;
    QSlider* slider_;
    QToolButton* play_;
    QTimer* timer_;
    std::map<int, std::vector<size_t>> stepsOf_;  ///< by sample
    size_t collected_ = 0;
    bool follow_ = true;  ///< show the newest step until the user scrubs
    int shownMesh_ = -1;
};

}  // namespace img2cadseq::widgets
