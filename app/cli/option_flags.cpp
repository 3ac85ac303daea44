#include "app/cli/option_flags.h"

#include <CLI/CLI.hpp>

namespace img2cadseq::cli {
namespace {

std::string helpOf(const Option& option) {
    const std::string fallback = toText(option.fallback());
    std::string text = option.facts().help;
    if (option.isSwitch()) return text;
    const bool limited = option.allowed() != "any text";
    if (limited) text += ": " + option.allowed();
    if (!fallback.empty()) text += std::string(limited ? "," : ":") + " default " + fallback;
    return text;
}

}  // namespace

void addFlag(CLI::App& app, Option& option) {
    const std::string flag = "--" + option.name();
    if (option.isSwitch()) {
        app.add_flag_callback(
            flag, [&option] { option.setText("true"); }, helpOf(option));
        return;
    }
    const std::string& given = option.facts().placeholder;
    const auto set = [&option](const std::string& text) { option.setText(text); };
    app.add_option_function<std::string>(flag, set, helpOf(option))->type_name(given.empty() ? "WORD" : given);
}

}  // namespace img2cadseq::cli
