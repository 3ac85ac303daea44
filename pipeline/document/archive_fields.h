#pragma once
// Private to document/: the fields of every struct that is saved, once. `fields(f, value)` calls f(name, member) for
// each; archive_io.h writes and reads by it.

#include "document/input.h"
#include "document/recording.h"
#include "document/session.h"

namespace img2cadseq::archive {

// clang-format off
template <class F> void fields(F& f, Line& v) { f("start", v.start); f("end", v.end); }
template <class F> void fields(F& f, Arc& v) { f("start", v.start); f("mid", v.mid); f("end", v.end); }
template <class F> void fields(F& f, Circle& v) { f("center", v.center); f("radius", v.radius); }
template <class F> void fields(F& f, Loop& v) { f("curves", v.curves); }
template <class F> void fields(F& f, Profile& v) { f("outer", v.outer); f("holes", v.holes); }
template <class F> void fields(F& f, Frame& v) { f("origin", v.origin); f("x", v.xAxis); f("normal", v.normal); }
template <class F> void fields(F& f, Sketch& v) { f("plane", v.plane); f("profiles", v.profiles); }
template <class F> void fields(F& f, Extent& v) { f("low", v.low); f("high", v.high); }
template <class F> void fields(F& f, ExtrudeBlock& v) { f("sketch", v.sketch); f("extent", v.extent); f("op", v.op); }
template <class F> void fields(F& f, CadSequence& v) { f("name", v.name); f("blocks", v.blocks); }
template <class F> void fields(F& f, Box2& v) { f("low", v.low); f("high", v.high); }
template <class F> void fields(F& f, Score& v) {
    f("cloud", v.cloud); f("silhouette", v.silhouette); f("edges", v.edges); f("relief", v.relief);
    f("openings", v.openings); f("pockets", v.pockets); f("holes", v.holes); f("levels", v.levels); f("occupancy", v.occupancy); f("agreement", v.agreement); f("total", v.total);
}
template <class F> void fields(F& f, Mat3& v) { f("r0", v.row[0]); f("r1", v.row[1]); f("r2", v.row[2]); }
template <class F> void fields(F& f, Camera& v) {
    f("projection", v.projection); f("r0", v.rotation.row[0]); f("r1", v.rotation.row[1]); f("r2", v.rotation.row[2]);
    f("translation", v.translation); f("focal", v.focal); f("principal", v.principal);
    f("width", v.width); f("height", v.height);
}
template <class F, class T> void fields(F& f, Raster<T>& v) {
    f("width", v.width); f("height", v.height); f("data", v.data);
}
template <class F> void fields(F& f, PointCloud& v) {
    f("positions", v.positions); f("normals", v.normals); f("confidence", v.confidence);
    f("importance", v.importance); f("seen", v.seen);
}
template <class F> void fields(F& f, Mesh& v) {
    f("vertices", v.vertices); f("triangles", v.triangles); f("faceIds", v.faceIds); f("faceTypes", v.faceTypes);
    f("edges", v.edges);
}
template <class F> void fields(F& f, View& v) {
    f("camera", v.camera); f("focal", v.focal); f("mask", v.mask); f("segments", v.segments); f("edgePoints", v.edges); f("depth", v.depth);
    f("backDepth", v.backDepth); f("openings", v.openings);
    f("pockets", v.pockets); f("pocketDepths", v.pocketDepths); f("flat", v.aligned); f("levels", v.levels); f("normals", v.normals); f("confidence", v.confidence);
    f("closeOpenings", v.closeOpenings); f("closeEdges", v.closeEdges);
}
template <class F> void fields(F& f, CameraGuess& v) { f("camera", v.camera); f("boxSize", v.boxSize); }
template <class F> void fields(F& f, Occupancy& v) {
    f("side", v.side); f("boxSize", v.boxSize); f("probability", v.probability);
}
template <class F> void fields(F& f, PictureTokens& v) {
    f("across", v.across); f("width", v.width); f("values", v.values);
}
template <class F> void fields(F& f, Observation& v) {
    f("view", v.view); f("guesses", v.guesses); f("cloud", v.cloud); f("edges", v.edges); f("cloudMeasured", v.cloudMeasured);
    f("boxSize", v.boxSize); f("sidesKnown", v.sidesKnown); f("occupancy", v.occupancy);
    f("tokens", v.tokens);
}
template <class F> void fields(F& f, Candidate& v) {
    f("sequence", v.sequence); f("source", v.source); f("seed", v.seed); f("sample", v.sample);
    f("camera", v.camera); f("boxSize", v.boxSize); f("score", v.score);
}
template <class F> void fields(F& f, RankedCandidate& v) {
    f("candidate", v.candidate); f("slot", v.slot); f("valid", v.valid); f("reason", v.reason);
    f("duplicateOf", v.duplicateOf); f("fitted", v.fitted); f("sequence", v.sequence); f("mesh", v.mesh);
    f("faces", v.faces); f("volume", v.volume); f("size", v.size);
}
template <class F> void fields(F& f, Reconstruction& v) {
    f("input", v.input); f("observation", v.observation); f("photo", v.photo); f("mask", v.mask);
    f("coarse", v.coarse); f("refined", v.refined); f("axes", v.axes); f("ranked", v.ranked); f("scaleKnown", v.scaleKnown);
    f("ownLength", v.ownLength);
    f("device", v.device); f("weights", v.weights); f("seconds", v.seconds);
}
template <class F> void fields(F& f, PhotoReady& v) { f("photo", v.photo); f("mask", v.mask); }
template <class F> void fields(F& f, CoarseCloud& v) {
    f("cloud", v.cloud); f("camera", v.camera); f("ownLength", v.ownLength);
}
template <class F> void fields(F& f, RefinedCloud& v) { f("cloud", v.cloud); }
template <class F> void fields(F& f, DenoiseStep& v) {
    f("sample", v.sample); f("step", v.step); f("of", v.of); f("tokens", v.tokens); f("preview", v.preview);
}
template <class F> void fields(F& f, CandidateReady& v) { f("rank", v.rankSoFar); f("candidate", v.candidate); }
template <class F> void fields(F& f, StageProgress& v) {
    f("stage", v.stage); f("fraction", v.fraction); f("left", v.secondsLeft);
}
template <class F> void fields(F& f, Finished& v) { f("result", v.result); }
template <class F> void fields(F& f, Stopped& v) { f("result", v.result); }
template <class F> void fields(F& f, Failed& v) { f("code", v.code); f("what", v.what); f("hint", v.hint); }
template <class F> void fields(F& f, RecordedEvent& v) { f("seconds", v.seconds); f("event", v.event); }
template <class F> void fields(F& f, Recording& v) {
    f("input", v.input); f("options", v.options); f("events", v.events);
}
template <class F> void fields(F& f, Photo& v) {
    f("image", v.image); f("alpha", v.alpha); f("focal", v.focalPixels);
    f("width", v.originalWidth); f("height", v.originalHeight);
}
template <class F> void fields(F& f, DocumentInput& v) {
    f("kind", v.kind); f("path", v.path); f("name", v.name); f("photo", v.photo); f("cloud", v.cloud);
    f("solid", v.solid);
}
template <class F> void fields(F& f, Prompt& v) { f("box", v.box); f("click", v.click); }
template <class F> void fields(F& f, Session& v) {
    f("input", v.input); f("prompt", v.prompt); f("painted", v.painted); f("options", v.options); f("run", v.run);
    f("chosen", v.chosen); f("pins", v.pins); f("earlierPins", v.earlierPins); f("compare", v.compare);
    f("saidSize", v.saidSizeMm);
}
// clang-format on

}  // namespace img2cadseq::archive
