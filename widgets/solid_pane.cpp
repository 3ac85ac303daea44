#include "widgets/solid_pane.h"

#include <QAction>
#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/feature_tree.h"
#include "widgets/icon.h"
#include "widgets/pane_words.h"
#include "widgets/section_bar.h"

namespace img2cadseq::widgets {
namespace {

constexpr double kGlass = 0.35;
constexpr int kTreeWidth = 190;

QString sizeText(const Vec3& size, size_t faces, const viewer::LengthUnit& unit) {
    const auto number = [&](double value) { return QString::number(value * unit.perSceneUnit, 'g', 4); };
    return SolidPane::tr("%1 x %2 x %3 %4, %5 faces")
        .arg(number(size.x), number(size.y), number(size.z), QString::fromStdString(unit.name))
        .arg(faces);
}

}  // namespace

SolidPane::SolidPane(QWidget* parent)
    : ViewPane(tr("Solid"), "solid", new QWidget, parent),
      view_(new viewer::SceneView(content())),
      tree_(new FeatureTree(content())),
      section_(new SectionBar(content())) {
    view_->setAccessibleName(tr("Solid"));
    view_->setScaleBar(true);
    auto* split = new QSplitter(Qt::Horizontal, content());
    split->addWidget(view_);
    split->addWidget(tree_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({400, kTreeWidth});
    tree_->setMinimumWidth(120);
    auto* column = new QVBoxLayout(content());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(split, 1);
    column->addWidget(section_);
    section_->hide();
    makeActions();

    connect(section_, &SectionBar::changed, this, [this] { view_->setSectionPlane(section_->plane()); });
    connect(tree_, &FeatureTree::blockChosen, this, &SolidPane::lightBlock);
    connect(view_, &viewer::SceneView::facePicked, this, [this](int face) {
        const Analysis* analysis = shown_ && document_ ? document_->analysis(shown_->slot) : nullptr;
        if (!analysis || face >= static_cast<int>(analysis->faceBlocks.size())) return;
        const int block = face < 0 ? -1 : analysis->faceBlocks[static_cast<size_t>(face)];
        tree_->selectBlock(block);
        lightBlock(block);
    });
    connect(view_, &viewer::SceneView::measured, this, [this](const QString& text) {
        measured_ = text;
        setNote(text);
    });
}

QAction* SolidPane::toggle(const QString& icon, const QString& text, const QString& keys, bool on) {
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setCheckable(true);
    action->setChecked(on);
    action->setShortcut(QKeySequence(keys));
    action->setToolTip(tr("%1 (%2)").arg(text, keys));
    addTool(action);
    return action;
}

void SolidPane::makeActions() {
    actions_.edges = toggle("edges", tr("Edges"), "E", true);
    actions_.transparent = toggle("transparency", tr("See through"), "X", false);
    actions_.section = toggle("section", tr("Section"), "S", false);
    actions_.distance = toggle("measure", tr("Measure a distance"), "L", false);
    actions_.radius = toggle("radius", tr("Measure a radius"), "U", false);
    actions_.box = toggle("size", tr("Sizes of the box"), "Shift+B", false);
    actions_.heatMap = toggle("heatmap", tr("Distance to the cloud"), "H", false);
    actions_.unseen = toggle("eye", tr("Faces the photograph has not seen"), "Shift+U", false);
    actions_.tree = toggle("feature-tree", tr("Construction"), "T", true);
    connect(actions_.edges, &QAction::toggled, this, &SolidPane::applyStyle);
    connect(actions_.transparent, &QAction::toggled, this, &SolidPane::applyStyle);
    connect(actions_.section, &QAction::toggled, this, [this](bool on) {
        section_->setVisible(on);
        view_->setSectionPlane(on ? std::optional(section_->plane()) : std::nullopt);
    });
    connect(actions_.distance, &QAction::toggled, this,
            [this](bool on) { setMeasure(viewer::MeasureMode::Distance, on); });
    connect(actions_.radius, &QAction::toggled, this, [this](bool on) { setMeasure(viewer::MeasureMode::Radius, on); });
    connect(actions_.box, &QAction::toggled, view_, &viewer::SceneView::setBoxSizes);
    const auto marks = [this] {
        if (document_) showMarks(*document_);
    };
    connect(actions_.heatMap, &QAction::toggled, this, marks);
    connect(actions_.unseen, &QAction::toggled, this, marks);
    connect(actions_.tree, &QAction::toggled, tree_, &QWidget::setVisible);
}

void SolidPane::setMeasure(viewer::MeasureMode mode, bool on) {
    QAction* other = mode == viewer::MeasureMode::Distance ? actions_.radius : actions_.distance;
    if (on) other->setChecked(false);
    if (on || !other->isChecked()) view_->setMeasureMode(on ? mode : viewer::MeasureMode::Off);
    if (on) return;
    view_->clearMeasurements();
    measured_.clear();
    noteSize();
}

void SolidPane::setLengthUnit(const viewer::LengthUnit& unit) {
    unit_ = unit;
    view_->setLengthUnit(unit);
    view_->clearMeasurements();
    measured_.clear();
    if (shown_) tree_->setSequence(shown_->sequence, unit_);
    noteSize();
}

void SolidPane::noteSize() {
    if (showsInput_) {
        const Mesh& solid = document_->input().solid;
        setNote(sizeText(solid.box().size(), solid.faceTypes.size(), unit_));
    } else if (shown_) {
        const bool solid = !shown_->mesh.triangles.empty();
        setNote(solid ? sizeText(shown_->size, static_cast<size_t>(shown_->faces), unit_) : tr("no solid"));
    }
}

void SolidPane::applyStyle() {
    viewer::MeshStyle style;
    style.edges = actions_.edges->isChecked();
    style.opacity = actions_.transparent->isChecked() ? kGlass : 1.0;
    view_->setMeshStyle(style);
}

void SolidPane::lightBlock(int block) {
    std::vector<uint32_t> faces;
    const Analysis* analysis = shown_ && document_ ? document_->analysis(shown_->slot) : nullptr;
    if (analysis && block >= 0)
        for (size_t face = 0; face < analysis->faceBlocks.size(); ++face)
            if (analysis->faceBlocks[face] == block) faces.push_back(static_cast<uint32_t>(face));
    view_->highlightFaces(faces);
}

CandidatePtr SolidPane::shownCandidate(const Document& document) const {
    if (const ComparePair& pair = document.comparePair())
        if (CandidatePtr first = document.candidate(pair->first)) return first;
    return document.chosen();
}

void SolidPane::show(const Document& document, Changes changes) {
    document_ = &document;
    if (changes & kInputChanged) {
        shown_.reset();
        showsInput_ = false;
    }
    if (changes & (kInputChanged | kChoiceChanged | kCompareChanged | kCandidatesChanged | kPhaseChanged))
        showPart(document);
    else if (changes & kAnalysisChanged)
        showMarks(document);
}

void SolidPane::showPart(const Document& document) {
    const CandidatePtr candidate = shownCandidate(document);
    const bool input = !candidate && document.input().kind == InputKind::Solid;
    if (!candidate && !input) {
        shown_.reset();
        showsInput_ = false;
        view_->clearMesh();
        view_->clearCompareMesh();
        tree_->clear();
        setNote({});
        const PaneWords words = solidWords(document);
        setMessage(words.headline, words.detail);
        return;
    }
    const ComparePair& pair = document.comparePair();
    const CandidatePtr second = pair ? document.candidate(pair->second) : nullptr;
    if (second && !second->mesh.triangles.empty())
        view_->setCompareMesh(second->mesh);
    else
        view_->clearCompareMesh();
    showContent();
    if (input) {
        if (!showsInput_) view_->setMesh(document.input().solid);
        showsInput_ = true;
        tree_->clear();
        noteSize();
        section_->setBox(document.input().solid.box());
        if (actions_.section->isChecked()) view_->setSectionPlane(section_->plane());
        applyStyle();
        return;
    }
    showsInput_ = false;
    if (candidate == shown_) return showMarks(document);
    shown_ = candidate;
    tree_->setSequence(candidate->sequence, unit_);
    noteSize();
    if (candidate->mesh.triangles.empty()) {
        view_->clearMesh();
        view_->setMessage(
            tr("This candidate did not pass the gate:\n%1").arg(QString::fromStdString(candidate->reason)));
        return;
    }
    view_->setMessage({});
    view_->setMesh(candidate->mesh);
    heatShown_ = false;
    applyStyle();
    section_->setBox(candidate->mesh.box());
    if (actions_.section->isChecked()) view_->setSectionPlane(section_->plane());
    showMarks(document);
}

void SolidPane::showMarks(const Document& document) {
    if (!shown_ || shown_->mesh.triangles.empty()) return;
    const Analysis* analysis = document.analysis(shown_->slot);
    if (!analysis) {
        Q_EMIT analysisWanted(shown_->slot);
        return;
    }
    const bool heat = actions_.heatMap->isChecked() && !analysis->heatDistances.empty();
    if (heat != heatShown_)
        view_->setHeatMap(heat ? analysis->heatMesh : Mesh{}, analysis->heatDistances, analysis->farthest);
    heatShown_ = heat;
    view_->setUnseenFaces(actions_.unseen->isChecked() ? analysis->unseenFaces : std::vector<bool>{});
    actions_.heatMap->setEnabled(!analysis->heatDistances.empty());
    actions_.unseen->setEnabled(!analysis->unseenFaces.empty());
    lightBlock(tree_->selectedBlock());
}

}  // namespace img2cadseq::widgets
