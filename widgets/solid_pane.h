#pragma once
// Fifth view: the chosen candidate as a solid, its construction beside it, and what one wants to know of it: section,
// measures, distance to the cloud, faces that the photograph has not seen, another candidate to compare with.

#include "document/document.h"
#include "viewer/scene_view.h"
#include "widgets/view_pane.h"

class QAction;

namespace img2cadseq::widgets {

class FeatureTree;
class SectionBar;

class SolidPane : public ViewPane {
    Q_OBJECT
public:
    explicit SolidPane(QWidget* parent = nullptr);

    void show(const Document& document, Changes changes);
    viewer::SceneView* view() const { return view_; }
    FeatureTree* tree() const { return tree_; }

    struct Actions {
        QAction *edges, *transparent, *section, *distance, *radius, *box, *heatMap, *unseen, *tree;
        QList<QAction*> all() const {
            return {edges, transparent, section, distance, radius, box, heatMap, unseen, tree};
        }
    };
    const Actions& actions() const { return actions_; }
    QString measureText() const { return measured_; }
    /// In what lengths are shown; measurements that stand are taken away.
    void setLengthUnit(const viewer::LengthUnit& unit);

Q_SIGNALS:
    void analysisWanted(int slot);

private:
    void makeActions();
    QAction* toggle(const QString& icon, const QString& text, const QString& keys, bool on);
    void showPart(const Document& document);
    void showMarks(const Document& document);
    void noteSize();
    void applyStyle();
    void setMeasure(viewer::MeasureMode mode, bool on);
    void lightBlock(int block);
    CandidatePtr shownCandidate(const Document& document) const;

    const Document* document_ = nullptr;
    viewer::SceneView* view_;
    FeatureTree* tree_;
    SectionBar* section_;
    Actions actions_{};
    CandidatePtr shown_;
    viewer::LengthUnit unit_;
    bool showsInput_ = false, heatShown_ = false;
    QString measured_;
};

}  // namespace img2cadseq::widgets
