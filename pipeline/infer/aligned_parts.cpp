#include "infer/aligned_parts.h"

#include "infer/index_folder.h"

namespace img2cadseq::infer {

AlignedParts::AlignedParts(const std::filesystem::path& folder)
    : aligner_(std::make_shared<const nn::Aligner>(folder)), hashes_(weightHashes(folder, {kAlignmentFile})) {}

const AlignedIndex& AlignedParts::index(std::stop_token stop) const {
    std::call_once(made_, [&] {
        index_.emplace(AlignedIndex::open(indexFolder() / "aligned-parts.bin", aligner_, hashes_.at(kAlignmentFile),
                                          kRetrievalParts, kRetrievalSeed, 0, stop));
    });
    return *index_;
}

}  // namespace img2cadseq::infer
