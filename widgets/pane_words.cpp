#include "widgets/pane_words.h"

#include <QCoreApplication>

namespace img2cadseq::widgets {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("PaneWords", text); }

PaneWords waiting(const Document& document) {
    const RunPhase phase = document.run().phase;
    if (phase == RunPhase::None) return {tr("Not run yet"), tr("Press Run (Ctrl+R).")};
    if (phase == RunPhase::Running) return {tr("Not there yet"), tr("It appears as soon as this stage is done.")};
    if (phase == RunPhase::Stopped) return {tr("Stopped before this stage"), tr("Run again to get here.")};
    if (phase == RunPhase::Failed)
        return {tr("The run did not get here"), QString::fromStdString(document.run().failure->what)};
    return {};
}

}  // namespace

PaneWords photoWords(const Document& document) {
    switch (document.input().kind) {
        case InputKind::Cloud:
            return {tr("No photograph"), tr("The input is a point cloud: the work starts at the next view.")};
        case InputKind::Solid: return {tr("No photograph"), tr("The input is a solid, to look at and compare with.")};
        case InputKind::Nothing: return {tr("No photograph"), tr("Parts are invented, without anything to look like.")};
        default: return {tr("No photograph"), tr("This run began without one.")};
    }
}

PaneWords coarseWords(const Document& document) {
    if (document.input().kind == InputKind::Nothing)
        return {tr("No cloud"), tr("Invented parts are drawn from codes alone.")};
    if (document.input().kind == InputKind::Solid) return {tr("No cloud"), tr("The input is a solid.")};
    if (document.run().phase != RunPhase::Finished) return waiting(document);
    return {
        tr("No cloud from this photograph"),
        tr("The network that lifts a picture to points has no weights here. Candidates come from the silhouette and "
           "the edges instead.")};
}

PaneWords refinedWords(const Document& document) {
    PaneWords words = coarseWords(document);
    if (document.run().phase != RunPhase::Finished || !document.run().photo) return words;
    return {tr("Nothing to refine"), tr("There is no coarse cloud of this photograph.")};
}

PaneWords denoiseWords(const Document& document) {
    if (document.input().kind == InputKind::Solid) return {tr("Nothing to denoise"), tr("The input is a solid.")};
    if (document.run().phase != RunPhase::Finished) return waiting(document);
    return {tr("No denoising in this run"),
            tr("Its candidates come from geometry and retrieval; the diffusion took no part.")};
}

PaneWords solidWords(const Document& document) {
    if (document.run().phase == RunPhase::Finished) {
        if (document.run().candidates.empty()) return {tr("No candidate"), tr("Try another seed or more samples.")};
        return {tr("No candidate chosen"), tr("Choose one below.")};
    }
    if (document.run().phase == RunPhase::None && document.input().kind == InputKind::Nothing)
        return {tr("Nothing open"), tr("Drop a photograph or a point cloud.")};
    return waiting(document);
}

}  // namespace img2cadseq::widgets
