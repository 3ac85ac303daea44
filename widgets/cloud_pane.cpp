#include "widgets/cloud_pane.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <algorithm>

#include "widgets/pane_words.h"

namespace img2cadseq::widgets {
namespace {

QString titleOf(CloudPane::Kind kind) {
    return kind == CloudPane::Kind::Coarse ? CloudPane::tr("Coarse cloud") : CloudPane::tr("Refined cloud");
}

}  // namespace

CloudPane::CloudPane(Kind kind, QWidget* parent)
    : ViewPane(titleOf(kind), kind == Kind::Coarse ? "cloud" : "refined", new viewer::SceneView, parent),
      kind_(kind),
      view_(static_cast<viewer::SceneView*>(content())),
      colour_(new QComboBox(this)) {
    using viewer::CloudColour;
    const std::pair<QString, CloudColour> choices[] = {{tr("Plain"), CloudColour::Plain},
                                                       {tr("Importance"), CloudColour::Importance},
                                                       {tr("Confidence"), CloudColour::Confidence},
                                                       {tr("Seen"), CloudColour::Seen},
                                                       {tr("Depth"), CloudColour::Depth}};
    for (const auto& [name, value] : choices) colour_->addItem(name, static_cast<int>(value));
    colour_->setAccessibleName(tr("%1: colour of the points").arg(title()));
    colour_->setToolTip(tr("Colour of the points"));
    colour_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    colour_->setMinimumContentsLength(6);
    colour_->setMaximumWidth(96);
    addTool(colour_);
    connect(colour_, &QComboBox::currentIndexChanged, this, [this] { view_->setCloudColour(colour()); });
    view_->setAccessibleName(title());
    view_->setScaleBar(kind == Kind::Refined);
    view_->setPointSize(pointSize_);
    setColour(kind == Kind::Coarse ? CloudColour::Depth : CloudColour::Importance);
}

viewer::CloudColour CloudPane::colour() const {
    return static_cast<viewer::CloudColour>(colour_->currentData().toInt());
}

void CloudPane::setColour(viewer::CloudColour colour) {
    colour_->setCurrentIndex(colour_->findData(static_cast<int>(colour)));
}

void CloudPane::changePointSize(double factor) {
    pointSize_ = std::clamp(pointSize_ * factor, 1.0, 20.0);
    view_->setPointSize(pointSize_);
}

/// Only what the cloud has can be chosen.
void CloudPane::offerColours(const PointCloud& cloud) {
    using viewer::CloudColour;
    auto* items = qobject_cast<QStandardItemModel*>(colour_->model());
    const auto offer = [&](CloudColour colour, bool there) {
        items->item(colour_->findData(static_cast<int>(colour)))->setEnabled(there);
        if (!there && this->colour() == colour) setColour(CloudColour::Depth);
    };
    offer(CloudColour::Importance, !cloud.importance.empty());
    offer(CloudColour::Confidence, !cloud.confidence.empty());
    offer(CloudColour::Seen, !cloud.seen.empty());
}

void CloudPane::show(const Document& document, Changes changes) {
    const Changes mine = kind_ == Kind::Coarse ? kCoarseChanged : kRefinedChanged;
    if (!(changes & (mine | kInputChanged | kPhaseChanged | kOptionsChanged))) return;
    const PointCloud& cloud = kind_ == Kind::Coarse ? document.run().coarse : document.run().refined;
    if (cloud.positions.empty()) {
        const PaneWords words = kind_ == Kind::Coarse ? coarseWords(document) : refinedWords(document);
        view_->clearCloud();
        setNote({});
        setMessage(words.headline, words.detail);
        return;
    }
    showContent();
    if (!(changes & (mine | kInputChanged)) && document.shownSize() == shownSize_) return;
    shownSize_ = document.shownSize();
    offerColours(cloud);
    view_->setCloud(inMillimetres(cloud, shownSize_), colour());
    setNote(tr("%1 pts").arg(cloud.size()));
}

}  // namespace img2cadseq::widgets
