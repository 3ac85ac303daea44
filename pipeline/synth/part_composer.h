#pragma once
// Free composition: an outline of the grammar, then additions and cuts on the faces of what stands.

#include "synth/part_faces.h"

namespace img2cadseq::synth {

class Composer {
public:
    Composer(Draft& draft, Random& random) : draft_(draft), random_(random) {}

    /// The first prism, along Z, with or without holes.
    void base(const Loop& outer, double thick, double holesChance);
    /// Goes on from what the draft holds already: the additions along an axis.
    void adopt();
    /// One more addition, or cut, with its mirror images. False where it did not fit: try again.
    bool addition();
    bool removal();

private:
    void stand(const Stock& stock);
    const Face& choose();
    void addHoles(Profile& profile);
    std::vector<Loop> placed(const Face& face, double share, double clearance);
    std::vector<Loop> mirrored(const Face& face, const Loop& mark, const Vec2& play);
    std::vector<Loop> ring(const Face& face, double clearance);
    std::vector<Loop> similar(const Face& face, double low, double high);
    bool fits(const Face& face, const std::vector<Loop>& loops, double clearance) const;
    bool groove(const Face& face);
    bool obliqueBore(const Face& face);

    Draft& draft_;
    Random& random_;
    std::vector<Stock> stocks_;
    std::vector<Face> faces_;
};

}  // namespace img2cadseq::synth
