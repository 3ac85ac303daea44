#include "document/event_file.h"

#include "core/file.h"
#include "document/archive_io.h"

namespace img2cadseq {
namespace {

constexpr const char* kFormat = "img2cadseq-event";
constexpr int kVersion = 1;

}  // namespace

void writeEvent(const ReconstructEvent& event, const std::filesystem::path& file) {
    archive::BlobWriter blobs;
    archive::Json content = archive::Writer(blobs).write(event);
    writeFile(file, archive::pack(kFormat, kVersion, std::move(content), blobs));
}

ReconstructEvent readEvent(const std::filesystem::path& file) {
    return archive::guarded(file.string(), [&] {
        const archive::Json document = archive::unpack(readFile(file), kFormat, kVersion, file.string());
        const archive::BlobReader blobs(document.at("blobs"));
        ReconstructEvent event;
        archive::Reader(blobs).read(document.at("content"), event);
        return event;
    });
}

}  // namespace img2cadseq
