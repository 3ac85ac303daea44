#include "core/options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/error.h"

namespace img2cadseq {
namespace {

OptionValue read(const Option::Target& target) {
    struct Visitor {
        OptionValue operator()(const bool* member) const { return *member; }
        OptionValue operator()(const int* member) const { return static_cast<int64_t>(*member); }
        OptionValue operator()(const int64_t* member) const { return *member; }
        OptionValue operator()(const double* member) const { return *member; }
        OptionValue operator()(const std::string* member) const { return *member; }
    };
    return std::visit(Visitor{}, target);
}

void write(const Option::Target& target, const OptionValue& value) {
    struct Visitor {
        const OptionValue& value;
        void operator()(bool* member) const { *member = std::get<bool>(value); }
        void operator()(int* member) const { *member = static_cast<int>(std::get<int64_t>(value)); }
        void operator()(int64_t* member) const { *member = std::get<int64_t>(value); }
        void operator()(double* member) const { *member = std::get<double>(value); }
        void operator()(std::string* member) const { *member = std::get<std::string>(value); }
    };
    std::visit(Visitor{value}, target);
}

template <class Number>
std::optional<OptionValue> parseNumber(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return OptionValue(number);
}

std::optional<OptionValue> parse(std::string_view text, const OptionValue& like) {
    if (std::holds_alternative<int64_t>(like)) return parseNumber<int64_t>(text);
    if (std::holds_alternative<double>(like)) return parseNumber<double>(text);
    if (std::holds_alternative<std::string>(like)) return OptionValue(std::string(text));
    if (text == "true") return OptionValue(true);
    if (text == "false") return OptionValue(false);
    return std::nullopt;
}

bool isAllowed(const OptionValue& value, const OptionFacts& facts) {
    if (const auto* text = std::get_if<std::string>(&value))
        return facts.choices.empty() || std::count(facts.choices.begin(), facts.choices.end(), *text) > 0;
    const auto within = [&](double number) {
        return std::isfinite(number) && number >= facts.low && number <= facts.high;
    };
    if (const auto* number = std::get_if<int64_t>(&value)) return within(static_cast<double>(*number));
    if (const auto* number = std::get_if<double>(&value)) return within(*number);
    return true;
}

}  // namespace

Option::Option(std::string name, Target target, OptionFacts facts)
    : name_(std::move(name)), target_(target), facts_(std::move(facts)), fallback_(read(target_)) {
    if (std::holds_alternative<int*>(target_)) {
        facts_.low = std::max<double>(facts_.low, std::numeric_limits<int>::min());
        facts_.high = std::min<double>(facts_.high, std::numeric_limits<int>::max());
    }
}

OptionValue Option::value() const { return read(target_); }

void Option::set(const OptionValue& value) {
    if (value.index() != fallback_.index() || !isAllowed(value, facts_))
        throw Error(ErrorCode::Usage, "--" + name_ + " cannot be '" + toText(value) + "'", "give " + allowed());
    write(target_, value);
}

void Option::setText(std::string_view text) {
    const std::optional<OptionValue> value = parse(text, fallback_);
    if (!value)
        throw Error(ErrorCode::Usage, "--" + name_ + " cannot be '" + std::string(text) + "'", "give " + allowed());
    set(*value);
}

std::string Option::allowed() const {
    if (isSwitch()) return "true or false";
    if (std::holds_alternative<std::string>(fallback_)) {
        std::string words;
        for (size_t i = 0; i < facts_.choices.size(); ++i)
            words += (i == 0 ? "" : i + 1 < facts_.choices.size() ? ", " : " or ") + facts_.choices[i];
        return words.empty() ? "any text" : words;
    }
    const bool whole = std::holds_alternative<int64_t>(fallback_);
    const auto number = [&](double value) {
        return toText(whole ? OptionValue(static_cast<int64_t>(value)) : OptionValue(value));
    };
    const bool hasHigh = facts_.high < static_cast<double>(whole ? std::numeric_limits<int>::max() : HUGE_VAL);
    std::string words = whole ? "a whole number" : "a number";
    if (std::isfinite(facts_.low)) words += (hasHigh ? " from " : " of at least ") + number(facts_.low);
    if (hasHigh) words += (std::isfinite(facts_.low) ? " to " : " up to ") + number(facts_.high);
    return words;
}

void OptionList::add(const std::string& name, Option::Target target, OptionFacts facts) {
    for (const Option& option : options_)
        if (option.name() == name) throw Error(ErrorCode::Internal, "the option --" + name + " is listed twice");
    options_.emplace_back(name, target, std::move(facts));
}

Option& OptionList::find(std::string_view name) {
    for (Option& option : options_)
        if (option.name() == name) return option;
    throw Error(ErrorCode::Usage, "there is no option --" + std::string(name));
}

std::string toText(const OptionValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* on = std::get_if<bool>(&value)) return *on ? "true" : "false";
    if (const auto* whole = std::get_if<int64_t>(&value)) return std::to_string(*whole);
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), std::get<double>(value));
    return error == std::errc() ? std::string(buffer, end) : std::string();
}

}  // namespace img2cadseq
