// inspect: what a STEP file, a construction sequence or a weights file holds.

#include <fstream>

#include "app/cli/batch.h"
#include "app/cli/inspect.h"
#include "app/cli/verb.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStepStart = "ISO-10303-21";

/// By its first bytes, and by its name where they say nothing.
Record inspect(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string start(64, '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<size_t>(in.gcount()));
    const std::string suffix = file.extension().string();
    if (suffix == ".safetensors" || (start.size() > 8 && start[7] == '\0' && start[8] == '{'))
        return inspectWeights(file);
    const size_t first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (suffix == ".step" || suffix == ".stp" || start.find(kStepStart) != std::string::npos) return inspectStep(file);
    if (suffix == ".json" || (first != std::string::npos && start[first] == '{')) return inspectSequence(file);
    throw Error(ErrorCode::BadInput, file.string() + ": neither STEP nor a sequence nor weights",
                "give .step, .json or .safetensors files");
}

/// "  key  value", a list of objects as one line each.
void print(std::string& text, const std::string& key, const Record& value) {
    const bool isTable = value.is_array() && !value.empty() && value.front().is_object();
    const auto plain = [](const Record& item) {
        return item.is_string() ? item.get<std::string>() : item.dump(-1, ' ', false, Record::error_handler_t::replace);
    };
    text += "\n  " + key + std::string(key.size() < 14 ? 14 - key.size() : 1, ' ');
    if (!isTable) {
        text += plain(value);
        return;
    }
    for (const Record& row : value) {
        text += "\n   ";
        for (const auto& [name, cell] : row.items()) {
            text += ' ';
            if (!cell.is_string()) text += name + ' ';
            text += plain(cell);
        }
    }
}

class InspectVerb : public Verb {
public:
    std::string name() const override { return "inspect"; }
    std::string summary() const override { return "Say what STEP files, construction sequences and weights hold."; }
    std::string inputs() const override { return "files (.step, .json, .safetensors), or folders of them"; }

    void describe(OptionList& list) override {
        list.add("json", &json_, {.help = "one JSON object a line", .reported = false});
        list.add(work_);
    }

    int run(const std::vector<std::string>& inputs, const OptionList& options) override {
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(inputs, {".step", ".stp", ".json", ".safetensors"});
        batch.work = [](const Input& input, const Publish& publish) {
            Record record = {{"file", input.path.string()}};
            record.update(inspect(input.path));
            publish(std::move(record));
        };
        batch.result = [&](const Record& record) { return shown(record); };
        batch.how = work_;
        return runBatch(batch, options);
    }

private:
    std::string shown(const Record& record) const {
        if (json_) return record.dump(-1, ' ', false, Record::error_handler_t::replace);
        std::string text = record["file"];
        for (const auto& [key, value] : record.items())
            if (key != "file") print(text, key, value);
        return text;
    }

    bool json_ = false;
    WorkOptions work_;
};

}  // namespace

std::unique_ptr<Verb> inspectVerb() { return std::make_unique<InspectVerb>(); }

}  // namespace img2cadseq::cli
