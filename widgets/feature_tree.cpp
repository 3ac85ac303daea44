#include "widgets/feature_tree.h"

#include <QHeaderView>
#include <array>

#include "cad/transform.h"

namespace img2cadseq::widgets {
namespace {

constexpr size_t kRowsShown = 14;  ///< a construction with more is shown folded

QString number(double value) { return QString::number(value, 'g', 4); }

QString opName(BooleanOp op) {
    switch (op) {
        case BooleanOp::New: return FeatureTree::tr("New");
        case BooleanOp::Join: return FeatureTree::tr("Join");
        case BooleanOp::Cut: return FeatureTree::tr("Cut");
        case BooleanOp::Intersect: break;
    }
    return FeatureTree::tr("Intersect");
}

QTreeWidgetItem* addLoop(QTreeWidgetItem* parent, const Loop& loop, bool hole) {
    auto* item = new QTreeWidgetItem(parent);
    item->setText(0, hole ? FeatureTree::tr("hole: %1").arg(describeLoop(loop)) : describeLoop(loop));
    item->setToolTip(0, (hole ? FeatureTree::tr("hole: %1") : FeatureTree::tr("outline: %1")).arg(describeLoop(loop)));
    return item;
}

}  // namespace

QString describeLoop(const Loop& loop) {
    std::array<int, 3> counts{};
    for (const Curve& curve : loop.curves) ++counts[curve.index()];
    const auto [lines, arcs, circles] = counts;
    if (circles == 1) return FeatureTree::tr("circle, radius %1").arg(number(boundingBox(loop).size().x / 2));
    const Vec2 size = boundingBox(loop).size();
    const bool rectangle =
        lines == 4 && arcs == 0 && std::abs(std::abs(signedArea(loop)) - size.x * size.y) < 1e-6 * size.x * size.y;
    if (rectangle) return FeatureTree::tr("rectangle %1 x %2").arg(number(size.x), number(size.y));
    QStringList parts;
    if (lines) parts << (lines == 1 ? FeatureTree::tr("1 line") : FeatureTree::tr("%1 lines").arg(lines));
    if (arcs) parts << (arcs == 1 ? FeatureTree::tr("1 arc") : FeatureTree::tr("%1 arcs").arg(arcs));
    return parts.join(", ");
}

FeatureTree::FeatureTree(QWidget* parent) : QTreeWidget(parent) {
    setHeaderHidden(true);
    setColumnCount(1);
    setIndentation(14);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Construction"));
    setAccessibleDescription(tr("Blocks of the candidate. Choosing one lights it up in the view."));
    connect(this, &QTreeWidget::currentItemChanged, this, [this] {
        if (!silent_) Q_EMIT blockChosen(selectedBlock());
    });
}

void FeatureTree::setSequence(const CadSequence& original, const viewer::LengthUnit& unit) {
    const CadSequence sequence = scaled(original, unit.perSceneUnit);
    const QString name = QString::fromStdString(unit.name);
    silent_ = true;
    clear();
    size_t rows = 0;
    for (size_t i = 0; i < sequence.blocks.size(); ++i) {
        const ExtrudeBlock& block = sequence.blocks[i];
        auto* item = new QTreeWidgetItem(this);
        const QString depth = number(block.extent.high - block.extent.low);
        item->setText(0, tr("%1. %2, %3 %4").arg(i + 1).arg(opName(block.op), depth, name));
        item->setToolTip(0, tr("%1 by extrusion, from %2 to %3 %4 off its sketch")
                                .arg(opName(block.op), number(block.extent.low), number(block.extent.high), name));
        item->setData(0, Qt::UserRole, static_cast<int>(i));
        ++rows;
        for (const Profile& profile : block.sketch.profiles) {
            rows += 1 + profile.holes.size();
            addLoop(item, profile.outer, false);
            for (const Loop& hole : profile.holes) addLoop(item, hole, true);
        }
    }
    if (rows <= kRowsShown) expandAll();
    silent_ = false;
}

int FeatureTree::selectedBlock() const {
    const QTreeWidgetItem* item = currentItem();
    if (!item) return -1;
    while (item->parent()) item = item->parent();
    return item->data(0, Qt::UserRole).toInt();
}

void FeatureTree::selectBlock(int block) {
    silent_ = true;
    setCurrentItem(block >= 0 && block < topLevelItemCount() ? topLevelItem(block) : nullptr);
    if (block < 0) clearSelection();
    silent_ = false;
}

}  // namespace img2cadseq::widgets
