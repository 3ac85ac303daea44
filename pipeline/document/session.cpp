#include "document/session.h"

#include "core/file.h"
#include "document/archive_io.h"

namespace img2cadseq {
namespace {

constexpr const char* kFormat = "img2cadseq-session";
constexpr int kVersion = 1;

}  // namespace

void writeSession(const Session& session, const std::filesystem::path& file) {
    archive::BlobWriter blobs;
    archive::Json content = archive::Writer(blobs).write(session);
    writeFile(file, archive::pack(kFormat, kVersion, std::move(content), blobs));
}

Session readSession(const std::filesystem::path& file) {
    return archive::guarded(file.string(), [&] {
        const archive::Json document = archive::unpack(readFile(file), kFormat, kVersion, file.string());
        const archive::BlobReader blobs(document.at("blobs"));
        Session session;
        archive::Reader(blobs).read(document.at("content"), session);
        return session;
    });
}

}  // namespace img2cadseq
