#include "widgets/option_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace img2cadseq::widgets {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Options", text); }

bool isInteger(const Option& option) { return std::holds_alternative<int64_t>(option.fallback()); }

constexpr double kWidestInteger = 9007199254740991.0;  // whole numbers that a double holds exactly

void setValue(Option& option, const OptionValue& value, const std::function<void()>& changed) {
    try {
        option.set(value);
        changed();
    } catch (const Error&) {
        // Half-typed text; the last good value stays.
    }
}

QWidget* numberEditor(Option& option, QWidget* parent, const std::function<void()>& changed) {
    auto* box = new QDoubleSpinBox(parent);
    const bool integer = isInteger(option);
    box->setDecimals(integer ? 0 : 2);
    const double widest = integer ? kWidestInteger : 1e9;
    box->setRange(std::max(option.facts().low, -widest), std::min(option.facts().high, widest));
    box->setSingleStep(integer ? 1.0 : 0.5);
    box->setKeyboardTracking(false);
    box->setMinimumWidth(72);  // not that of the widest number
    QObject::connect(box, &QDoubleSpinBox::valueChanged, box, [&option, integer, changed](double value) {
        setValue(option, integer ? OptionValue(static_cast<int64_t>(std::llround(value))) : OptionValue(value),
                 changed);
    });
    return box;
}

QWidget* choiceEditor(Option& option, QWidget* parent, const std::function<void()>& changed) {
    auto* box = new QComboBox(parent);
    for (const std::string& choice : option.facts().choices) box->addItem(QString::fromStdString(choice));
    QObject::connect(box, &QComboBox::currentTextChanged, box,
                     [&option, changed](const QString& text) { setValue(option, text.toStdString(), changed); });
    return box;
}

}  // namespace

QWidget* makeOptionEditor(Option& option, QWidget* parent, const std::function<void()>& changed) {
    QWidget* editor = nullptr;
    if (option.isSwitch()) {
        auto* box = new QCheckBox(parent);
        QObject::connect(box, &QCheckBox::toggled, box, [&option, changed](bool on) { setValue(option, on, changed); });
        editor = box;
    } else if (std::holds_alternative<std::string>(option.fallback())) {
        if (option.facts().choices.empty()) {
            auto* line = new QLineEdit(parent);
            QObject::connect(line, &QLineEdit::editingFinished, line,
                             [&option, line, changed] { setValue(option, line->text().toStdString(), changed); });
            editor = line;
        } else {
            editor = choiceEditor(option, parent, changed);
        }
    } else {
        editor = numberEditor(option, parent, changed);
    }
    const QString help = QString::fromStdString(option.facts().help);
    editor->setToolTip(help + "\n" + QString::fromStdString(option.allowed()));
    editor->setAccessibleName(optionLabel(option.name()).remove('&'));
    editor->setAccessibleDescription(help);
    editor->setObjectName("option-" + QString::fromStdString(option.name()));
    refreshOptionEditor(editor, option);
    return editor;
}

void refreshOptionEditor(QWidget* editor, const Option& option) {
    const QSignalBlocker blocker(editor);
    const OptionValue value = option.value();
    if (auto* box = qobject_cast<QCheckBox*>(editor)) box->setChecked(std::get<bool>(value));
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        line->setText(QString::fromStdString(std::get<std::string>(value)));
    if (auto* combo = qobject_cast<QComboBox*>(editor))
        combo->setCurrentText(QString::fromStdString(std::get<std::string>(value)));
    if (auto* number = qobject_cast<QDoubleSpinBox*>(editor))
        number->setValue(std::holds_alternative<int64_t>(value) ? static_cast<double>(std::get<int64_t>(value))
                                                                : std::get<double>(value));
}

QString optionLabel(const std::string& name) {
    static const std::pair<const char*, const char*> labels[] = {
        {"samples", QT_TRANSLATE_NOOP("Options", "Sa&mples")},
        {"seed", QT_TRANSLATE_NOOP("Options", "See&d")},
        {"steps", QT_TRANSLATE_NOOP("Options", "Ste&ps")},
        {"guidance", QT_TRANSLATE_NOOP("Options", "&Guidance")},
        {"device", QT_TRANSLATE_NOOP("Options", "De&vice")},
        {"threads", QT_TRANSLATE_NOOP("Options", "&Threads")},
        {"size-mm", QT_TRANSLATE_NOOP("Options", "Real si&ze")},
        {"sides-mm", QT_TRANSLATE_NOOP("Options", "All s&ides, mm")},
        {"keep-size", QT_TRANSLATE_NOOP("Options", "&Keep file's size")},
        {"schema", QT_TRANSLATE_NOOP("Options", "STEP s&chema")},
        {"sources", QT_TRANSLATE_NOOP("Options", "So&urces")},
        {"models", QT_TRANSLATE_NOOP("Options", "&Weights folder")},
        {"fit", QT_TRANSLATE_NOOP("Options", "&Fit to evidence")}};
    for (const auto& [option, label] : labels)
        if (name == option) return tr(label);
    return QString::fromStdString(name);
}

}  // namespace img2cadseq::widgets
