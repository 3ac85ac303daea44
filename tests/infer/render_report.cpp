// How near the lifter's cameras and sides come to the truth on the renders of Fusion's models, whose one view is known,
// and on our own pictures of the same models: in that view, and in views as training draws them. Tells whether it is
// the painting, the view or the parts that a network has not seen enough of. To be looked at, not run by ctest.
//   render_report WEIGHTS FILE.jsonl EVERY [SHEET.ppm]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "geometry/rotations.h"
#include "infer/known_view.h"
#include "infer/view_window.h"
#include "nn/picture_lifter.h"
#include "photo/crop.h"
#include "photo/photo.h"
#include "photo/segment.h"
#include "synth/canonical.h"
#include "synth/sample.h"

namespace img2cadseq {
namespace {

constexpr int kSide = nn::PictureLifter::kPictureSide;

/// The same where turns about the symmetry's axis do not count.
double turnBetween(const Mat3& a, const Mat3& b, const synth::PartSymmetry& symmetry) {
    if (symmetry.axis < 0 || symmetry.order == 1) return test::turnBetween(a, b);
    const Mat3 relative = a.transposed() * b;  // columns: where b's axes lie in a's
    if (symmetry.round())
        return std::acos(std::clamp(relative.row[static_cast<size_t>(symmetry.axis)][symmetry.axis], -1.0, 1.0)) /
               test::kDegree;
    double least = 180.0;
    for (int k = 0; k < symmetry.order; ++k) {
        const double t = 2.0 * 180.0 * test::kDegree * k / symmetry.order;
        const int i = (symmetry.axis + 1) % 3, j = (symmetry.axis + 2) % 3;
        Mat3 spin;
        spin.row[static_cast<size_t>(i)] = {}, spin.row[static_cast<size_t>(j)] = {};
        spin.row[static_cast<size_t>(i)][i] = std::cos(t), spin.row[static_cast<size_t>(i)][j] = -std::sin(t);
        spin.row[static_cast<size_t>(j)][i] = std::sin(t), spin.row[static_cast<size_t>(j)][j] = std::cos(t);
        least = std::min(least, test::turnBetween(a, b * spin));
    }
    return least;
}

struct Known {
    Mat3 rotation;  ///< model -> camera
    Vec3 size;      ///< of its box, longest 1
    synth::PartSymmetry symmetry;
};

struct Measured {
    double turn = 0.0, turnNearer = 0.0, sides = 0.0, sidesNearer = 0.0;
};

/// Errors of a hypothesis under the naming of the axes that suits it best.
std::pair<double, double> errorsOf(const nn::LiftedPicture::Hypothesis& said, const Known& known) {
    double least = 1e9;
    std::pair<double, double> best;
    for (const Mat3& q : axisRotations()) {
        Vec3 named;
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c) named[r] += std::abs(q.row[static_cast<size_t>(r)][c]) * known.size[c];
        const double turn =
            turnBetween(said.camera.rotation, known.rotation * q.transposed(), turned(known.symmetry, q));
        const double sides = test::sidesError(said.sides, named);
        if (turn / 57.3 + 0.015 * sides < least) least = turn / 57.3 + 0.015 * sides, best = {turn, sides};
    }
    return best;
}

Measured measure(const nn::LiftedPicture& lifted, const Known& known) {
    const auto first = errorsOf(lifted.hypotheses.front(), known);
    Measured m{first.first, first.first, first.second, first.second};
    for (const auto& one : lifted.hypotheses) {
        const auto errors = errorsOf(one, known);
        m.turnNearer = std::min(m.turnNearer, errors.first);
        m.sidesNearer = std::min(m.sidesNearer, errors.second);
    }
    return m;
}

synth::Sample ownPicture(const CadSequence& part, const Mat3& rotation, uint64_t index) {
    synth::Sample sample;
    const csg::Solid given(part);
    const auto outline = outlinePoints(part);
    const Camera camera =
        synth::framed(rotation, Projection::Orthographic, outline, 0.5, kViewFill, {0, 0}, kSide, kSide);
    sample.frame = synth::canonicalFrame(camera, given.box(), synth::findSymmetry(part, given.box()));
    sample.sequence = synth::canonicalise(transformed(part, sample.frame.part));
    sample.buffers = synth::renderBuffers(csg::Solid(sample.sequence), synth::toCanonical(camera, sample.frame),
                                          outlinePoints(sample.sequence));
    sample.buffers.kind = synth::ViewKind::Viewport;
    sample.buffers.groundNormal = {0, -1, 0};
    sample.buffers.groundOffset = -1e3f;
    sample.picture = synth::paint(sample.buffers, Random(77, index));
    return sample;
}

void report(const std::string& weights, const std::string& file, size_t every, const std::string& sheet) {
    const nn::PictureLifter lifter(weights);
    const Mat3 rotation = test::kRendersView;
    std::map<std::string, std::vector<double>> all;
    std::vector<Image> tiles;
    size_t count = 0;
    importFile(file, [&](ImportedModel&& model) {
        if (count++ % every != 0 || model.error) return;
        const auto path = std::filesystem::path(file).parent_path() / "val_renders" / (model.id + ".png");
        if (!std::filesystem::exists(path)) return;
        const csg::Solid solid(model.sequence);
        const Box3 box = solid.box();
        Known known{rotation, box.size() / box.longestSide(), synth::findSymmetry(model.sequence, box)};
        const Photo photo = readPhoto(path);
        MaskPrompt prompt;
        prompt.given = photo.alpha;
        const Mask mask = segmentByBorder(photo.image, prompt);
        const CropWindow window = maskWindow(mask, kViewFill);
        const Image picture = crop(photo.image, window, kSide);
        const FloatMap share = crop(toFloat(mask), window, kSide);
        Mask view(kSide, kSide);
        for (size_t i = 0; i < view.data.size(); ++i) view.data[i] = share.data[i] > 0.5f ? 255 : 0;
        const synth::Sample own = ownPicture(model.sequence, rotation, count);
        const double agree = maskIou(view, own.buffers.mask);
        const auto note = [&](const std::string& which, const nn::LiftedPicture& lifted, const Known& truth) {
            const Measured m = measure(lifted, truth);
            all[which + " turn"].push_back(m.turn), all[which + " turn, nearer"].push_back(m.turnNearer);
            all[which + " sides"].push_back(m.sides), all[which + " sides, nearer"].push_back(m.sidesNearer);
            return m;
        };
        all["0 silhouettes agree"].push_back(agree);
        const Measured real = note("1 render:", lifter.lift(picture, view), known);
        const Measured painted =
            note("2 same view, painted by us:", lifter.lift(own.picture.image, own.picture.mask), known);
        synth::SampleOptions how;
        how.size = kSide, how.points = 0, how.photographs = 0.0, how.fillLow = 0.72, how.fillHigh = 0.78;
        const synth::Sample anywhere = synth::sampleOf(model.sequence, 5, count, how);
        const csg::Solid canonical(anywhere.sequence);
        Known there{anywhere.buffers.camera.rotation, canonical.box().size() / canonical.box().longestSide(),
                    anywhere.frame.symmetry};
        note("3 view as trained:", lifter.lift(anywhere.picture.image, anywhere.picture.mask), there);
        how.photographs = 1.0;
        const synth::Sample photographed = synth::sampleOf(model.sequence, 5, count, how);
        const csg::Solid canonicalToo(photographed.sequence);
        Known shot{photographed.buffers.camera.rotation, canonicalToo.box().size() / canonicalToo.box().longestSide(),
                   photographed.frame.symmetry};
        const nn::LiftedPicture ofPhoto = lifter.lift(photographed.picture.image, photographed.picture.mask);
        note("3b photographed:", ofPhoto, shot);
        {
            const auto least = [](const Vec3& v) { return std::min({v.x, v.y, v.z}); };
            const double truth = least(known.size), said = least(ofPhoto.hypotheses.front().sides);
            const double bent = 100.0 * std::log(said / truth);
            all[truth < 0.12 ? "3c thinnest, log said / true, photographed, thin" : "3d the same, not thin"].push_back(
                bent);
            const double said2 =
                least(lifter.lift(anywhere.picture.image, anywhere.picture.mask).hypotheses.front().sides);
            all[truth < 0.12 ? "3e the same, viewport, thin" : "3f viewport, not thin"].push_back(
                100.0 * std::log(said2 / truth));
        }

        std::printf(
            "%-24s agree %.2f  render: turn %5.1f sides %5.1f  ours: turn %5.1f sides %5.1f  size %.3f %.3f %.3f sym "
            "%d/%d\n",
            model.id.c_str(), agree, real.turn, real.sides, painted.turn, painted.sides, known.size.x, known.size.y,
            known.size.z, known.symmetry.axis, known.symmetry.order);
        tiles.push_back(picture), tiles.push_back(own.picture.image), tiles.push_back(anywhere.picture.image),
            tiles.push_back(photographed.picture.image);
    });
    for (const auto& one : all) {
        std::vector<double> v = one.second;
        std::sort(v.begin(), v.end());
        const auto at = [&](double q) { return v[static_cast<size_t>(q * (static_cast<double>(v.size()) - 1.0))]; };
        std::printf("%-46s 25 %% %8.2f  median %8.2f  75 %% %8.2f\n", one.first.c_str(), at(0.25), at(0.5), at(0.75));
    }
    if (sheet.empty() || tiles.empty()) return;
    constexpr int kColumns = 12;
    const int rows = (static_cast<int>(tiles.size()) + kColumns - 1) / kColumns;
    Image out(kColumns * kSide, rows * kSide);
    for (size_t t = 0; t < tiles.size(); ++t)
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                out.at(static_cast<int>(t % kColumns) * kSide + x, static_cast<int>(t / kColumns) * kSide + y) =
                    tiles[t].at(x, y);
    std::ofstream stream(sheet, std::ios::binary);
    stream << "P6\n" << out.width << " " << out.height << "\n255\n";
    for (const Rgb& p : out.data) stream << static_cast<char>(p.r) << static_cast<char>(p.g) << static_cast<char>(p.b);
}

}  // namespace
}  // namespace img2cadseq

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "render_report WEIGHTS FILE.jsonl EVERY [SHEET.ppm]\n");
        return 2;
    }
    img2cadseq::report(argv[1], argv[2], std::strtoull(argv[3], nullptr, 10), argc > 4 ? argv[4] : "");
}
