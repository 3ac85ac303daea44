#pragma once
// Options said once: a struct lists its members with name, range and help, and the command line, its checks,
// report.json and the window's controls are made from that list.
//
//   struct SampleOptions {
//       int samples = 8;
//       std::string device = "auto";
//       void describe(OptionList& list) {
//           list.add("samples", &samples, {.help = "parts to make", .placeholder = "K", .low = 1, .high = 256});
//           list.add("device", &device, {.help = "where to compute", .choices = {"auto", "cpu"}});
//       }
//   };

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace img2cadseq {

/// What an option holds, for those who show or report it. The alternative is the option's type and never changes.
using OptionValue = std::variant<bool, int64_t, double, std::string>;

/// What is said of an option besides its name and default. The range counts for numbers, both ends included; it is in
/// the unit that `help` names.
struct OptionFacts {
    std::string help;              ///< half a sentence, without default and range
    std::string placeholder = {};  ///< what stands for the value in help, e.g. "N"; unused for switches
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    std::vector<std::string> choices = {};  ///< the words allowed; empty: any text
    bool reported = true;                   ///< whether report.json lists it
};

/// One option, bound to a member of a struct that must outlive it.
class Option {
public:
    using Target = std::variant<bool*, int*, int64_t*, double*, std::string*>;
    Option(std::string name, Target target, OptionFacts facts);

    const std::string& name() const { return name_; }
    const OptionFacts& facts() const { return facts_; }
    const OptionValue& fallback() const { return fallback_; }  ///< the member's value when it was listed
    bool isSwitch() const { return std::holds_alternative<bool>(fallback_); }
    OptionValue value() const;

    /// Both check type, range and choices, and throw Error(Usage) with the option's name and what is allowed.
    void set(const OptionValue& value);
    void setText(std::string_view text);

    /// What is allowed, e.g. "a whole number from 1 to 256" or "ap214, ap242 or ap203".
    std::string allowed() const;

private:
    std::string name_;
    Target target_;
    OptionFacts facts_;
    OptionValue fallback_;
};

/// The options of one or several structs, in the order in which they are shown. Names are unique.
class OptionList {
public:
    /// `name` without dashes, e.g. "size-mm". Throws Error(Internal) where it is taken.
    void add(const std::string& name, Option::Target target, OptionFacts facts);
    /// A struct with describe(OptionList&).
    template <class Options>
    void add(Options& options) {
        options.describe(*this);
    }

    std::vector<Option>& all() { return options_; }
    const std::vector<Option>& all() const { return options_; }
    /// Throws Error(Usage) where there is none of that name.
    Option& find(std::string_view name);

private:
    std::vector<Option> options_;
};

/// The value as text that setText reads back to the same value.
std::string toText(const OptionValue& value);

/// The values by name, in the list's order, as an object of the caller's JSON library: those that report.json lists, or
/// `all`.
template <class Json>
Json toObject(const OptionList& list, bool all = false) {
    Json object = Json::object();
    for (const Option& option : list.all())
        if (all || option.facts().reported)
            std::visit([&](const auto& value) { object[option.name()] = value; }, option.value());
    return object;
}

}  // namespace img2cadseq
