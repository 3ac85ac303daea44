#include "csg/solid.h"

#include <cmath>
#include <mutex>
#include <utility>

#include "csg/measure.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {

struct Solid::Data {
    Data(const CadSequence& s, Flat f) : sequence(s), flat(std::move(f)) {}

    CadSequence sequence;
    Flat flat;
    std::once_flag boxed;
    Box3 box;
};

Solid::Solid(const CadSequence& sequence) : data_(std::make_unique<Data>(sequence, compile(sequence))) {}
Solid::~Solid() = default;
Solid::Solid(Solid&&) noexcept = default;
Solid& Solid::operator=(Solid&&) noexcept = default;

const Flat& Solid::flat() const { return data_->flat; }

bool Solid::inside(const Vec3& point) const { return insideSolid(data_->flat.view(), point); }

void Solid::cast(const Vec3& origin, const Vec3& direction, std::vector<Hit>& hits, double tMin) const {
    hits.clear();
    const View view = data_->flat.view();
    thread_local Scratch room;
    room.fit(data_->flat);
    ScratchT<double> scratch = room.get();
    castRay(view, origin, direction, scratch);
    for (int i = 0; i < scratch.count; ++i) {
        const EventT<double>& e = scratch.events[i];
        if (!(e.t > tMin)) continue;
        hits.push_back({e.t, solidNormal(view, e.block, e.piece, origin + direction * e.t), e.block,
                        faceOf(view, e.piece), surfaceOf(view, e.piece), e.entering});
    }
}

Distance Solid::distance(const Vec3& point) const {
    Distance result;
    const View view = data_->flat.view();
    solidDistance(view, point, result.feature);
    if (result.feature.block < 0) return {INFINITY, {}, {}};
    result.value = featureDistance(view, result.feature, point, result.gradient);
    return result;
}

std::vector<SurfaceSample> Solid::sampleSurface(size_t count, Random random) const {
    return csg::sampleSurface(data_->flat, count, random);
}

double Solid::volume(double tolerance) const { return csg::volume(data_->flat, tolerance); }

Box3 Solid::box() const {
    std::call_once(data_->boxed, [this] { data_->box = surfaceBox(data_->flat, data_->sequence); });
    return data_->box;
}

}  // namespace img2cadseq::csg
