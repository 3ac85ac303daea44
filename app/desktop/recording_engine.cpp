#include "app/desktop/recording_engine.h"

#include "document/recording.h"
#include "infer/loader.h"

namespace img2cadseq::desktop {

std::shared_ptr<Engine> makeEngine(const std::string& file) {
    if (file.empty()) return std::make_shared<Engine>();
    return std::make_shared<Engine>([file] { return recordingReconstructor(loadReconstructor(), file); });
}

}  // namespace img2cadseq::desktop
