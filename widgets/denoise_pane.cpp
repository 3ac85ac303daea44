#include "widgets/denoise_pane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "document/tokens.h"
#include "widgets/icon.h"
#include "widgets/pane_words.h"
#include "widgets/token_grid.h"

namespace img2cadseq::widgets {
namespace {

constexpr int kPlayMs = 120;

}  // namespace

DenoisePane::DenoisePane(QWidget* parent)
    : ViewPane(tr("Denoising"), "denoise", new QWidget, parent),
      view_(new viewer::SceneView(content())),
      grid_(new TokenGrid(content())),
      sample_(new QComboBox(content())),
      slider_(new QSlider(Qt::Horizontal, content())),
      play_(new QToolButton(content())),
      timer_(new QTimer(this)) {
    view_->setAccessibleName(tr("The part as this step has it"));
    view_->setViewCube(false);
    sample_->setAccessibleName(tr("Sample whose steps are shown"));
    slider_->setAccessibleName(tr("Denoising step"));
    slider_->setPageStep(1);
    play_->setIcon(themedIcon("run"));
    play_->setCheckable(true);
    play_->setToolTip(tr("Play the steps"));
    play_->setAccessibleName(tr("Play the steps"));
    timer_->setInterval(kPlayMs);

    auto* split = new QSplitter(Qt::Vertical, content());
    split->addWidget(grid_);
    split->addWidget(view_);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 0, 6, 4);
    row->addWidget(play_);
    row->addWidget(slider_, 1);
    auto* column = new QVBoxLayout(content());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(split, 1);
    column->addLayout(row);
    addTool(sample_);

    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        follow_ = value == slider_->maximum();
        showStep();
    });
    connect(sample_, &QComboBox::currentIndexChanged, this, [this] {
        const auto found = stepsOf_.find(sample_->currentData().toInt());
        if (found == stepsOf_.end()) return;
        const QSignalBlocker blocker(slider_);
        slider_->setRange(0, static_cast<int>(found->second.size()) - 1);
        slider_->setValue(slider_->maximum());
        showStep();
    });
    connect(play_, &QToolButton::toggled, this, &DenoisePane::setPlaying);
    connect(timer_, &QTimer::timeout, this, [this] {
        if (slider_->value() == slider_->maximum()) return setPlaying(false);
        slider_->setValue(slider_->value() + 1);
    });
}

void DenoisePane::setPlaying(bool playing) {
    if (playing && slider_->value() == slider_->maximum()) slider_->setValue(0);
    const QSignalBlocker blocker(play_);
    play_->setChecked(playing);
    play_->setIcon(themedIcon(playing ? "pause" : "run"));
    if (playing)
        timer_->start();
    else
        timer_->stop();
}

int DenoisePane::step() const {
    const auto found = stepsOf_.find(sample_->currentData().toInt());
    if (found == stepsOf_.end() || slider_->value() >= static_cast<int>(found->second.size())) return -1;
    return static_cast<int>(found->second[static_cast<size_t>(slider_->value())]);
}

/// Takes the steps that came since the last call into the lists of their samples.
void DenoisePane::collect(const Document& document) {
    const auto& steps = document.run().steps;
    if (steps.size() < collected_) {
        collected_ = 0;
        stepsOf_.clear();
        const QSignalBlocker blocker(sample_);
        sample_->clear();
        follow_ = true;
        shownMesh_ = -1;
    }
    for (; collected_ < steps.size(); ++collected_) {
        const int sample = steps[collected_].sample;
        if (!stepsOf_.contains(sample)) {
            const QSignalBlocker blocker(sample_);
            sample_->addItem(tr("Sample %1").arg(sample + 1), sample);
        }
        stepsOf_[sample].push_back(collected_);
    }
    const auto found = stepsOf_.find(sample_->currentData().toInt());
    if (found == stepsOf_.end()) return;
    const QSignalBlocker blocker(slider_);
    slider_->setRange(0, static_cast<int>(found->second.size()) - 1);
    if (follow_) slider_->setValue(slider_->maximum());
}

void DenoisePane::show(const Document& document, Changes changes) {
    document_ = &document;
    if (changes & kInputChanged) {
        collected_ = document.run().steps.size() + 1;
        shownMesh_ = -1;
    }
    if (!(changes & (kInputChanged | kStepsChanged | kPreviewsChanged | kPhaseChanged))) return;
    collect(document);
    if (document.run().steps.empty()) {
        const PaneWords words = denoiseWords(document);
        setNote({});
        view_->clearMesh();
        sample_->hide();
        setMessage(words.headline, words.detail);
        return;
    }
    showContent();
    sample_->setVisible(sample_->count() > 1);
    showStep();
}

void DenoisePane::showStep() {
    const int at = step();
    if (at < 0 || !document_) return;
    const auto& steps = document_->run().steps;
    const DenoiseStep& now = steps[static_cast<size_t>(at)];
    const auto& mine = stepsOf_[now.sample];
    const size_t place = static_cast<size_t>(slider_->value());
    grid_->setCells(tokenGrid(now, place > 0 ? &steps[mine[place - 1]] : nullptr));
    setNote(tr("step %1 of %2").arg(now.step).arg(now.of));
    const Mesh* mesh = document_->preview(static_cast<size_t>(at));
    if (!mesh) {
        shownMesh_ = -1;
        Q_EMIT previewWanted(static_cast<size_t>(at));
        return;  // what is shown stays until the preview is built
    }
    if (shownMesh_ == at) return;
    shownMesh_ = at;
    if (mesh->triangles.empty()) {
        view_->clearMesh();
        view_->setMessage(tr("No solid at this step"));
    } else {
        view_->setMessage({});
        view_->setMesh(*mesh);
    }
}

}  // namespace img2cadseq::widgets
