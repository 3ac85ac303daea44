#pragma once
// The construction of a candidate: its blocks, their sketches' loops and curves. Choosing a block says which.

#include <QTreeWidget>

#include "cad/sequence.h"
#include "viewer/view_types.h"

namespace img2cadseq::widgets {

class FeatureTree : public QTreeWidget {
    Q_OBJECT
public:
    explicit FeatureTree(QWidget* parent = nullptr);

    /// Lengths are shown in `unit`; its own are millimetres.
    void setSequence(const CadSequence& original, const viewer::LengthUnit& unit = {});
    /// Marks the block without a signal; -1: none.
    void selectBlock(int block);
    int selectedBlock() const;

Q_SIGNALS:
    void blockChosen(int block);  ///< -1: none

private:
    bool silent_ = false;
};

/// "circle, radius 4", "rectangle 60 x 40", "8 lines, 2 arcs".
QString describeLoop(const Loop& loop);

}  // namespace img2cadseq::widgets
