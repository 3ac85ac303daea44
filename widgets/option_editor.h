#pragma once
// The control for one option of the table: its kind, range, choices and help come from there.

#include <QString>
#include <QWidget>
#include <functional>

#include "core/options.h"

namespace img2cadseq::widgets {

inline constexpr int kOptionHeight = 24;  ///< pixels at least, of every control in the list

/// A check box, number field, list of choices or text field, bound to `option`, which must outlive it. `changed` is
/// called after the option has been set; values that the option refuses never reach it.
QWidget* makeOptionEditor(Option& option, QWidget* parent, const std::function<void()>& changed);
/// Shows the option's present value.
void refreshOptionEditor(QWidget* editor, const Option& option);

/// "size-mm" -> "Real size": how the option is called in the window; options without such a name keep theirs.
QString optionLabel(const std::string& name);

}  // namespace img2cadseq::widgets
