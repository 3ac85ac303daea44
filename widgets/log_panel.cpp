#include "widgets/log_panel.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

#include "widgets/icon.h"

namespace img2cadseq::widgets {

LogPanel::LogPanel(QWidget* parent) : QWidget(parent), lines_(new QPlainTextEdit(this)) {
    lines_->setReadOnly(true);
    lines_->setMaximumBlockCount(2000);
    lines_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    lines_->setAccessibleName(tr("Log"));
    auto* copy = new QPushButton(themedIcon("copy"), tr("&Copy report"), this);
    copy->setObjectName("copyReport");
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(report()); });
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(lines_, 1);
    column->addLayout(row);
}

void LogPanel::addLine(const QString& line) {
    lines_->appendPlainText(QTime::currentTime().toString("HH:mm:ss  ") + line);
}

QString LogPanel::text() const { return lines_->toPlainText(); }

QString LogPanel::report() const { return head_ + "\n\n" + text() + "\n"; }

}  // namespace img2cadseq::widgets
