#include "widgets/sheets.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace img2cadseq::widgets {
namespace {

QLabel* labelled(const QString& text, const char* name, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setObjectName(name);
    return label;
}

QDialogButtonBox* closeButton(QDialog* dialog) {
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(box, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return box;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const QList<QPair<QString, QList<QAction*>>>& groups, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Shortcuts"));
    auto* sheet = new QWidget(this);
    auto* columns = new QHBoxLayout(sheet);
    columns->setSpacing(24);
    QVBoxLayout* column = nullptr;
    int lines = 0;
    for (const auto& [heading, actions] : groups) {
        auto* grid = new QGridLayout;
        grid->setVerticalSpacing(3);
        grid->setHorizontalSpacing(12);
        grid->addWidget(labelled(heading, "section", sheet), 0, 0, 1, 2);
        int row = 1;
        for (const QAction* action : actions) {
            if (action->shortcut().isEmpty()) continue;
            const QString name = QString(action->text()).remove('&'),
                          keys = action->shortcut().toString(QKeySequence::NativeText);
            lines_ << name + "\t" + keys;
            grid->addWidget(new QLabel(name, sheet), row, 0);
            grid->addWidget(labelled(keys, "faint", sheet), row++, 1);
        }
        if (row == 1) {
            delete grid;
            continue;
        }
        if (!column || lines + row > 25) {
            column = new QVBoxLayout;
            columns->addLayout(column);
            lines = 0;
        }
        lines += row;
        if (column->count()) {
            column->removeItem(column->itemAt(column->count() - 1));  // the stretch of before
            column->addSpacing(10);
        }
        column->addLayout(grid);
        column->addStretch();
    }
    auto* all = new QVBoxLayout(this);
    auto* area = new QScrollArea(this);
    area->setWidget(sheet);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    all->addWidget(area);
    all->addWidget(closeButton(this));
    resize(sheet->sizeHint().boundedTo({1160, 680}) + QSize(48, 80));
}

AboutDialog::AboutDialog(const QList<QPair<QString, QString>>& facts, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Img2CADSeq"));
    auto* column = new QVBoxLayout(this);
    auto* icon = new QLabel(this);
    icon->setPixmap(QIcon(":/icons/img2cadseq.svg").pixmap(64));
    column->addWidget(icon);
    column->addWidget(labelled("Img2CADSeq", "hero", this));
    column->addWidget(new QLabel(tr("From a photograph of a mechanical part to valid, editable CAD."), this));
    auto* form = new QFormLayout;
    for (const auto& [name, value] : facts) {
        auto* text = labelled(value, "faint", this);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setWordWrap(true);
        form->addRow(name, text);
    }
    column->addSpacing(8);
    column->addLayout(form);
    column->addWidget(closeButton(this));
}

}  // namespace img2cadseq::widgets
