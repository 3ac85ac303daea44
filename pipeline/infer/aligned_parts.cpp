#include "infer/aligned_parts.h"

#include "infer/index_folder.h"

namespace img2cadseq::infer {
namespace {

constexpr const char* kFile = "alignment.safetensors";

}  // namespace

AlignedParts::AlignedParts(const std::filesystem::path& folder)
    : aligner_(std::make_shared<const nn::Aligner>(folder)), hashes_(weightHashes(folder, {kFile})) {}

const AlignedIndex& AlignedParts::index(std::stop_token stop) const {
    std::call_once(made_, [&] {
        index_.emplace(AlignedIndex::open(indexFolder() / "aligned-parts.bin", aligner_, hashes_.at(kFile),
                                          kRetrievalParts, kRetrievalSeed, 0, stop));
    });
    return *index_;
}

std::shared_ptr<const AlignedParts> AlignmentNetwork::load(const std::filesystem::path& folder) {
    const std::lock_guard guard(mutex_);
    std::error_code error;
    if (folder.empty() || !std::filesystem::exists(folder / kFile, error)) return nullptr;
    if (!loaded_ || folder_ != folder) {
        loaded_ = std::make_shared<const AlignedParts>(folder);
        folder_ = folder;
    }
    return loaded_;
}

}  // namespace img2cadseq::infer
