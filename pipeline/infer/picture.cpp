#include "infer/picture.h"

#include <algorithm>
#include <cmath>

#include "cloud/cloud.h"
#include "core/log.h"
#include "fit/guess.h"
#include "infer/lifted_observation.h"
#include "infer/part_mask.h"
#include "infer/readings.h"
#include "infer/refinement.h"
#include "infer/view_window.h"
#include "photo/crop.h"
#include "photo/edges.h"
#include "photo/photo.h"
#include "photo/segment.h"

namespace img2cadseq::infer {
namespace {

constexpr int kFineSide = nn::PictureLifter::kPictureSide;  ///< of the crop that the lifter and the edges are given
constexpr double kViewPixels = static_cast<double>(kViewSide) / kFineSide;

/// In pixels of photo.image.
MaskPrompt promptOf(const ReconstructInput& input, const Photo& photo) {
    const Vec2 reduction = photo.reduction();
    const auto reduced = [&](const Vec2& p) { return Vec2{p.x / reduction.x, p.y / reduction.y}; };
    MaskPrompt prompt;
    if (input.box) prompt.box = Box2{reduced(input.box->low), reduced(input.box->high)};
    if (input.click) prompt.click = reduced(*input.click);
    if (input.drawn || !input.mask.empty()) {
        prompt.given = input.drawn ? *input.drawn : readMask(input.mask);
        if (prompt.given->width != photo.image.width || prompt.given->height != photo.image.height)
            throw Error(ErrorCode::BadInput, input.mask.string() + ": the mask is not of the picture's size",
                        "draw it over the picture as it is, " + std::to_string(photo.originalWidth) + " x " +
                            std::to_string(photo.originalHeight) + " pixels");
    } else if (photo.alpha && !input.box && !input.click) {
        prompt.given = photo.alpha;
    }
    return prompt;
}

/// Places where the colours change, in pixels of a picture of `side`; as strong as the lifter thinks that an edge of
/// the part is there. Prints, letters and shadows have edges too, and those between pale faces are faint.
std::vector<EdgePoint> edgesOf(const Image& fine, const FloatMap& probability, int side) {
    constexpr double kFaint = 0.04;
    constexpr float kLeastProbability = 0.25f;
    std::vector<EdgePoint> edges;
    const double cell = static_cast<double>(probability.width) / fine.width,
                 pixel = static_cast<double>(side) / fine.width;
    for (const PictureEdge& e : edgePoints(fine, kFaint)) {
        const int u = static_cast<int>(e.position.x * cell), v = static_cast<int>(e.position.y * cell);
        float best = 0.0f;
        for (int y = std::max(0, v - 1); y <= std::min(probability.height - 1, v + 1); ++y)
            for (int x = std::max(0, u - 1); x <= std::min(probability.width - 1, u + 1); ++x)
                best = std::max(best, probability.at(x, y));
        if (best >= kLeastProbability) edges.push_back({e.position * pixel, best});
    }
    return edges;
}

/// The same where there is no lifter: as strong as the change of colour.
std::vector<EdgePoint> edgesOf(const Image& fine) {
    std::vector<EdgePoint> edges;
    for (const PictureEdge& e : edgePoints(fine)) edges.push_back({e.position * kViewPixels, e.strength});
    return edges;
}

/// Where the photograph has more to show than the crop that is lifted.
void lookCloser(const nn::PictureLifter& lifter, const Image& photo, const Mask& mask, const CropWindow& window,
                View& view) {
    constexpr double kWorthwhile = 1.3;  ///< pixels of the photograph for one of that crop
    constexpr int kSide = nn::PictureLifter::kCloseSide;
    if (window.side < kWorthwhile * kFineSide) return;
    const Image near = crop(photo, window, kSide);
    nn::CloseUp close = lifter.closeUp(near, toMask(crop(toFloat(mask), window, kSide)));
    view.closeEdges = edgesOf(near, close.edge, close.edge.width);
    view.closeOpenings = std::move(close.openings);
}

}  // namespace

PictureStage::Network::Network(const std::filesystem::path& folder, const std::string& device)
    : lifter(folder / kFile, device), hashes(weightHashes(folder, {kFile})) {}

void PictureStage::prepare(const ReconstructInput& input, const ReconstructOptions& options, Reconstruction& result) {
    const auto network = networks_.load(weightsFolder(options.models), result.device);
    if (!network) logWarning("there are no weights of the image lifter: cameras are guessed from mask and edges");
    Photo photo = input.picture ? *input.picture : readPhoto(input.path);
    const auto threads = static_cast<unsigned>(options.threads);
    Mask mask =
        partMask(photo, promptOf(input, photo), network ? &network->lifter : nullptr, input.path.string(), threads);
    const CropWindow window = maskWindow(mask, kViewFill);
    const Image cropped = crop(photo.image, window, kViewSide), fine = crop(photo.image, window, kFineSide);
    View view;
    view.mask = toMask(crop(toFloat(mask), window, kViewSide));
    if (photo.focalPixels) view.focal = *photo.focalPixels * kViewSide / window.side;
    for (const PictureSegment& s : lineSegments(cropped, view.mask)) view.segments.push_back({s.start, s.end});
    Observation& observation = result.observation;
    if (network) {
        const nn::LiftedPicture lifted = network->lifter.lift(fine, toMask(crop(toFloat(mask), window, kFineSide)));
        view.edges = edgesOf(fine, lifted.edge, kViewSide);
        lookCloser(network->lifter, photo.image, mask, window, view);
        result.others = readingsOf(network->lifter, lifted, view, options.sides(), threads);
        observation = std::move(result.others.front());
        result.others.erase(result.others.begin());
        result.coarse = observation.cloud;
        result.refined = drawnToRefine(liftedCloud(observation), 2 * kCloudSize, Random(1));
        result.weights.insert(network->hashes.begin(), network->hashes.end());
    } else {
        view.edges = edgesOf(fine);
        observation.guesses = guessCameras(view.mask, view.segments);
        view.camera = observation.guesses.front().camera;
        observation.boxSize = observation.guesses.front().boxSize;
        observation.view = std::move(view);
    }
    result.photo = std::move(photo.image);
    result.mask = std::move(mask);
}

}  // namespace img2cadseq::infer
