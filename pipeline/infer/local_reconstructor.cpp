// What the shared library hands out: a reconstructor that never throws.

#include <new>

#include "infer/run.h"
#include "infer/write.h"

namespace img2cadseq::infer {
namespace {

class LocalReconstructor : public Reconstructor {
public:
    void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
             const StopTokens& stop) override {
        try {
            runStages(input, options, sink, stop, networks_);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Stopped)
                sink(Stopped{});
            else
                sink(Failed{error.code(), error.what(), error.hint()});
        } catch (const std::bad_alloc&) {
            sink(Failed{ErrorCode::BadInput, input.path.string() + ": there is not enough memory for it",
                        "close other programs, or give fewer --threads, fewer points or a smaller picture"});
        } catch (const std::exception& error) {
            sink(Failed{ErrorCode::Internal, input.path.string() + ": " + error.what(), {}});
        }
    }

    std::string write(const Reconstruction& result, const ReconstructOptions& options,
                      const std::filesystem::path& folder, bool best) override {
        return writeReconstruction(result, options, folder, best);
    }

private:
    Networks networks_;
};

}  // namespace
}  // namespace img2cadseq::infer

extern "C" img2cadseq::Reconstructor* img2cadseqMakeReconstructor() {
    return new img2cadseq::infer::LocalReconstructor;
}
