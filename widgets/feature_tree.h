#pragma once
// The construction of a candidate: its blocks, their sketches' loops and curves. Choosing a block says which.

#include <QTreeWidget>

#include "cad/sequence.h"

namespace img2cadseq::widgets {

class FeatureTree : public QTreeWidget {
    Q_OBJECT
public:
    explicit FeatureTree(QWidget* parent = nullptr);

    void setSequence(const CadSequence& sequence);
    /// Marks the block without a signal; -1: none.
    void selectBlock(int block);
    int selectedBlock() const;

Q_SIGNALS:
    void blockChosen(int block);  ///< -1: none

private:
    bool silent_ = false;
};

/// "hole, radius 4 mm", "rectangle 60 x 40 mm", "8 lines, 2 arcs".
QString describeLoop(const Loop& loop);

}  // namespace img2cadseq::widgets
