#include "cad/import.h"

#include <filesystem>
#include <fstream>

#include "cad/import_parts.h"
#include "cad/json.h"

namespace img2cadseq {
namespace {

ImportFormat formatOf(const JsonNode& root) {
    if (root.has("format") || root.has("blocks")) return ImportFormat::Sequence;
    if (root.has("ops")) return ImportFormat::FusionLines;
    if (root.has("entities") && root.has("timeline")) return ImportFormat::FusionReconstruction;
    if (root.has("entities") && root.has("sequence")) return ImportFormat::DeepCad;
    throw Error(ErrorCode::BadInput, "no construction sequence in a format this program knows",
                "it reads its own JSON, Fusion 360 Gallery reconstruction JSON or JSON lines, and DeepCAD JSON");
}

ImportedModel readModel(const JsonNode& root, std::string_view text, ImportFormat format) {
    switch (format) {
        case ImportFormat::FusionLines: return readFusionLine(root);
        case ImportFormat::FusionReconstruction:
        case ImportFormat::DeepCad: return readReconstruction(root, format);
        case ImportFormat::Sequence: break;
    }
    ImportedModel model;
    model.sequence = fromJson(text);
    model.id = model.sequence.name;
    return model;
}

void finish(ImportedModel& model, const std::string& fallbackId) {
    if (model.id.empty()) model.id = fallbackId;
    model.sequence.name = model.id;
    // Some sources begin with a Join where what it joined was left out.
    if (!model.sequence.blocks.empty() && model.sequence.blocks[0].op == BooleanOp::Join)
        model.sequence.blocks[0].op = BooleanOp::New;
}

/// Reads the next line that is not blank. Of a line too long to be a model only the first kMaxJsonBytes + 1 bytes are
/// kept, so that it is refused later without having been held.
bool nextLine(std::istream& file, std::string& line, size_t& number) try {
    std::streambuf& bytes = *file.rdbuf();
    constexpr int kEnd = std::char_traits<char>::eof();
    for (int c = bytes.sgetc(); c != kEnd; c = bytes.sgetc()) {
        line.clear();
        ++number;
        for (c = bytes.sbumpc(); c != kEnd && c != '\n'; c = bytes.sbumpc())
            if (line.size() <= kMaxJsonBytes) line += static_cast<char>(c);
        if (line.find_first_not_of(" \t\r") != std::string::npos) return true;
    }
    return false;
} catch (const std::ios_base::failure&) {
    throw Error(ErrorCode::Io, "cannot read on after line " + std::to_string(number), "check the disk");
}

/// Reads a model; where it cannot be read, it comes back with its error, `place` before the complaint.
ImportedModel tryModel(std::string_view text, std::optional<ImportFormat> format, const std::string& fallbackId,
                       const std::string& place) {
    ImportedModel model;
    model.id = fallbackId;
    try {
        const nlohmann::json document = parseJson(text);
        const JsonNode root(document);
        root.requireObject();
        if (root.has("id") && root.at("id").json().is_string()) model.id = root.at("id").text();
        ImportedModel read = readModel(root, text, format ? *format : formatOf(root));
        finish(read, fallbackId);
        return read;
    } catch (const Error& e) {
        model.error = Error(e.code(), place + ": " + e.what(), e.hint());
    }
    return model;
}

void importLines(std::istream& file, const std::string& path, const std::function<void(ImportedModel&&)>& take) {
    const std::string stem = std::filesystem::path(path).stem().string();
    std::string line;
    size_t number = 0;
    while (nextLine(file, line, number)) {
        const std::string text = std::to_string(number);
        ImportedModel model = tryModel(line, ImportFormat::FusionLines, stem + "-" + text, path + " line " + text);
        model.line = number;
        take(std::move(model));
    }
}

/// Whether one of the first lines is a model of its own; the very first may be damaged.
bool isFileOfLines(std::istream& file) {
    std::string line;
    size_t number = 0;
    for (int tries = 0; tries < 3 && nextLine(file, line, number); ++tries) {
        if (line[line.find_first_not_of(" \t")] != '{') continue;
        try {
            const nlohmann::json document = parseJson(line);
            return document.contains("ops");
        } catch (const Error&) {
            continue;
        }
    }
    return false;
}

}  // namespace

const char* importFormatName(ImportFormat format) {
    switch (format) {
        case ImportFormat::FusionLines: return "Fusion 360 JSON lines";
        case ImportFormat::FusionReconstruction: return "Fusion 360 reconstruction";
        case ImportFormat::DeepCad: return "DeepCAD";
        case ImportFormat::Sequence: return "Img2CADSeq sequence";
    }
    return "unknown";
}

ImportFormat recogniseFormat(std::string_view text) {
    const nlohmann::json document = parseJson(text);
    return formatOf(JsonNode(document));
}

ImportedModel importModel(std::string_view text, ImportFormat format, const std::string& fallbackId) {
    const nlohmann::json document = parseJson(text);
    const JsonNode root(document);
    root.requireObject();
    ImportedModel model = readModel(root, text, format);
    finish(model, fallbackId);
    return model;
}

void importFile(const std::string& path, const std::function<void(ImportedModel&&)>& take) {
    std::error_code status;
    std::ifstream file(path, std::ios::binary);
    if (file && !std::filesystem::is_directory(path, status) && isFileOfLines(file)) {
        file.clear();
        file.seekg(0);
        return importLines(file, path, take);
    }
    file.close();
    take(tryModel(readTextFile(path), std::nullopt, std::filesystem::path(path).stem().string(), path));
}

std::vector<ImportedModel> importFile(const std::string& path) {
    std::vector<ImportedModel> models;
    importFile(path, [&](ImportedModel&& model) { models.push_back(std::move(model)); });
    return models;
}

}  // namespace img2cadseq
