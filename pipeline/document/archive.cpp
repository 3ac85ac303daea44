#include "document/archive.h"

namespace img2cadseq::archive {

size_t BlobWriter::add(std::string bytes) {
    const auto [place, isNew] = numbers_.try_emplace(std::move(bytes), order_.size());
    if (isNew) order_.push_back(&place->first);
    return place->second;
}

Json BlobWriter::take() {
    Json all = Json::array();
    for (const std::string* bytes : order_)
        all.push_back(Json::binary(std::vector<uint8_t>(bytes->begin(), bytes->end())));
    return all;
}

BlobReader::BlobReader(const Json& blobs) : blobs_(blobs) {
    if (!blobs.is_array()) damaged("its arrays are missing");
}

const std::vector<uint8_t>& BlobReader::at(const Json& number) const {
    const auto index = number.get<size_t>();
    if (index >= blobs_.size() || !blobs_[index].is_binary()) damaged("an array is missing");
    return blobs_[index].get_binary();
}

void damaged(const std::string& what) {
    throw Error(ErrorCode::BadInput, "the file is damaged: " + what, "take another copy of it");
}

std::string pack(const std::string& format, int version, Json content, BlobWriter& blobs) {
    const Json document{
        {"format", format}, {"version", version}, {"content", std::move(content)}, {"blobs", blobs.take()}};
    std::string bytes;
    Json::to_cbor(document, bytes);
    return bytes;
}

Json unpack(const std::string& bytes, const std::string& format, int version, const std::string& name) {
    Json document = Json::from_cbor(bytes, true, false);
    if (document.is_discarded() || !document.is_object() || document.value("format", Json()) != Json(format))
        throw Error(ErrorCode::BadInput, name + " is damaged or no file of this program", "take another copy of it");
    if (document.value("version", Json(0)) > Json(version))
        throw Error(ErrorCode::BadInput, name + " was written by a newer version", "open it with that version");
    if (!document.contains("content") || !document.contains("blobs")) damaged(name + " is cut off");
    return document;
}

}  // namespace img2cadseq::archive
