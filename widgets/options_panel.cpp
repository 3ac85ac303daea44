#include "widgets/options_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/icon.h"
#include "widgets/option_editor.h"
#include "widgets/size_field.h"

namespace img2cadseq::widgets {
namespace {

/// The options that every user needs, in the order in which they are shown; the others fold away.
const char* const kMain[] = {"seed", "samples", "steps", "guidance", "device", "size-mm", "sides-mm"};

struct Preset {
    const char* name;
    int samples, steps;
    bool fit;
};
constexpr Preset kPresets[] = {{QT_TRANSLATE_NOOP("img2cadseq::widgets::OptionsPanel", "Fast"), 4, 12, false},
                               {QT_TRANSLATE_NOOP("img2cadseq::widgets::OptionsPanel", "Standard"), 8, 32, true},
                               {QT_TRANSLATE_NOOP("img2cadseq::widgets::OptionsPanel", "Thorough"), 24, 64, true}};
constexpr int kOwn = static_cast<int>(std::size(kPresets));

int presetOf(const ReconstructOptions& options) {
    for (int i = 0; i < kOwn; ++i) {
        const Preset& preset = kPresets[i];
        if (options.samples == preset.samples && options.steps == preset.steps && options.fit == preset.fit) return i;
    }
    return kOwn;
}

QFormLayout* newForm(QWidget* parent) {
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    return form;
}

}  // namespace

OptionsPanel::OptionsPanel(QWidget* parent)
    : QWidget(parent), presets_(new QComboBox(this)), moreButton_(new QToolButton(this)), more_(new QWidget(this)) {
    table_.add(options_);
    for (const Preset& preset : kPresets) presets_->addItem(tr(preset.name));
    presets_->addItem(tr("Own"));
    presets_->setAccessibleName(tr("Preset"));
    presets_->setToolTip(tr("Fast: four quick candidates. Thorough: many, each fitted to the evidence."));
    presets_->setObjectName("preset");
    presets_->setMinimumHeight(kOptionHeight);
    connect(presets_, &QComboBox::activated, this, &OptionsPanel::applyPreset);

    auto* head = new QWidget(this);
    QFormLayout* form = newForm(head);
    auto* presetLabel = new QLabel(tr("P&reset"), head);
    presetLabel->setBuddy(presets_);
    form->addRow(presetLabel, presets_);
    for (const char* name : kMain) addRow(form, name);

    moreButton_->setText(tr("More options"));
    moreButton_->setCheckable(true);
    moreButton_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    moreButton_->setArrowType(Qt::RightArrow);
    moreButton_->setToolTip(tr("More options (Alt+O)"));
    moreButton_->setAccessibleName(tr("More options"));
    connect(moreButton_, &QToolButton::toggled, this, &OptionsPanel::setMoreShown);
    QFormLayout* moreForm = newForm(more_);
    for (const Option& option : table_.all())
        if (std::find(std::begin(kMain), std::end(kMain), option.name()) == std::end(kMain))
            addRow(moreForm, option.name());
    more_->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(head);
    column->addWidget(moreButton_, 0, Qt::AlignLeft);
    column->addWidget(more_);
    column->addStretch();
    refresh();
}

QWidget* OptionsPanel::editorOf(const std::string& name) {
    Option& option = table_.find(name);
    if (name == "size-mm") {
        size_ = new SizeField(this);
        size_->setObjectName("option-size-mm");
        connect(size_, &SizeField::changed, this, [this](double millimetres) {
            options_.sizeMm = millimetres;
            changed();
        });
        return size_;
    }
    if (name == "device") {
        device_ = new QComboBox(this);
        device_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        device_->setMinimumContentsLength(8);
        device_->setObjectName("option-device");
        device_->setAccessibleName(tr("Device"));
        device_->setToolTip(QString::fromStdString(option.facts().help));
        connect(device_, &QComboBox::activated, this, [this] {
            options_.device = device_->currentData().toString().toStdString();
            changed();
        });
        return device_;
    }
    QWidget* editor = makeOptionEditor(option, this, [this] { changed(); });
    if (auto* line = qobject_cast<QLineEdit*>(editor); line && name == "sides-mm")
        line->setPlaceholderText(tr("unknown, or 40 x 25 x 8"));
    return editor;
}

void OptionsPanel::addRow(QFormLayout* form, const std::string& name) {
    QWidget* editor = editorOf(name);
    editors_[name] = editor;
    editor->setMinimumHeight(kOptionHeight);
    auto* label = new QLabel(optionLabel(name), this);
    label->setBuddy(editor);
    if (name != "seed") {
        form->addRow(label, editor);
        return;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(editor, 1);
    auto* dice = new QToolButton(this);
    dice->setIcon(themedIcon("dice"));
    dice->setToolTip(tr("Another seed (Ctrl+D)"));
    dice->setAccessibleName(tr("Another seed"));
    dice->setObjectName("dice");
    connect(dice, &QToolButton::clicked, this, &OptionsPanel::rollDice);
    row->addWidget(dice);
    form->addRow(label, row);
}

void OptionsPanel::setDevices(const QList<DeviceChoice>& devices) {
    const QSignalBlocker blocker(device_);
    device_->clear();
    for (const DeviceChoice& choice : devices) device_->addItem(choice.name, choice.value);
    refresh();
}

void OptionsPanel::setOptions(const ReconstructOptions& options) {
    options_ = options;
    refresh();
}

void OptionsPanel::setMoreShown(bool shown) {
    moreButton_->setChecked(shown);
    moreButton_->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
    more_->setVisible(shown);
}

void OptionsPanel::rollDice() {
    options_.seed = static_cast<int64_t>(QRandomGenerator::global()->bounded(1'000'000));
    refresh();
    changed();
}

void OptionsPanel::toggleMore() { moreButton_->toggle(); }

void OptionsPanel::applyPreset(int index) {
    if (index < kOwn) {
        options_.samples = kPresets[index].samples;
        options_.steps = kPresets[index].steps;
        options_.fit = kPresets[index].fit;
    }
    refresh();
    changed();
}

void OptionsPanel::changed() {
    const QSignalBlocker blocker(presets_);
    presets_->setCurrentIndex(presetOf(options_));
    Q_EMIT optionsChanged(options_);
}

void OptionsPanel::refresh() {
    for (const auto& [name, editor] : editors_) refreshOptionEditor(editor, table_.find(name));
    size_->setMillimetres(options_.sizeMm);
    const QString device = QString::fromStdString(options_.device);
    if (device_->findData(device) < 0) device_->addItem(device, device);
    device_->setCurrentIndex(device_->findData(device));
    presets_->setCurrentIndex(presetOf(options_));
}

}  // namespace img2cadseq::widgets
