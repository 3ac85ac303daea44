// Our figures against the independent judge's, on the same meshes of real parts.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "metrics/compare.h"
#include "metrics/mesh_io.h"
#include "metrics/sets.h"
#include "support/data.h"

namespace img2cadseq::metrics {
namespace {

namespace fs = std::filesystem;

fs::path judge() { return img2cadseq::test::sharedFolder() / "judge" / "judge.py"; }

fs::path sharedPhotos() { return img2cadseq::test::sharedData("photos"); }

/// Output of a Python script that can import the judge.
std::string runPython(const fs::path& script, const std::string& arguments) {
    const std::string command = "PYTHONPATH='" + judge().parent_path().string() +
                                "' PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 '" + script.string() + "' " + arguments;
    std::string output;
    FILE* pipe = ::popen(command.c_str(), "r");
    char buffer[4096];
    while (const size_t got = std::fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, got);
    EXPECT_EQ(::pclose(pipe), 0) << command;
    return output;
}

void writePoints(const fs::path& file, const std::vector<Vec3>& points) {
    std::ofstream out(file);
    out.precision(17);
    for (const Vec3& p : points) out << p.x << ' ' << p.y << ' ' << p.z << '\n';
}

constexpr const char* kScript = R"(
import json, sys
import numpy as np
import judge
a, b, points_a, points_b = sys.argv[1:]
meshes = []
for file in (a, b):
    vertices, triangles = judge.load(file)
    meshes.append((judge.normalised(vertices, (vertices.min(0), vertices.max(0))), triangles))
result = judge.distances(np.loadtxt(points_a), np.loadtxt(points_b))
result.update(judge.overlap(*meshes, np.eye(3)))
result.update(genus=judge.genus(*meshes[0]), genus_reference=judge.genus(*meshes[1]))
print(json.dumps(result))
)";

void expectSame(const std::optional<double>& ours, const nlohmann::json& theirs) {
    ASSERT_EQ(ours.has_value(), !theirs.is_null());
    if (ours) {
        EXPECT_NEAR(*ours, theirs.get<double>(), 1e-9);
    }
}

void expectSame(const std::optional<int>& ours, const nlohmann::json& theirs) {
    ASSERT_EQ(ours.has_value(), !theirs.is_null());
    if (ours) {
        EXPECT_EQ(*ours, theirs.get<int>());
    }
}

TEST(Judge, SameFiguresOnTheSameMeshesAndPoints) {
    if (!fs::exists(judge()) || !fs::exists(img2cadseq::test::sharedData("photos")))
        GTEST_SKIP() << "judge or data are not here";
    const std::pair<const char*, const char*> pairs[] = {
        {"photos/bevelled_frame_hand.stl", "photos/bevelled_cube_hand.stl"},
        {"paper/image-1.glb", "photos/servo_lid_flat.stl"},
        {"paper/cloud-4.glb", "paper/image-13.glb"}};
    img2cadseq::test::TemporaryFolder folder;
    std::ofstream(folder / "figures.py") << kScript;
    for (const auto& [first, second] : pairs) {
        const fs::path a = img2cadseq::test::sharedData(first), b = img2cadseq::test::sharedData(second);
        const Mesh meshA = normalised(readMesh(a)), meshB = normalised(readMesh(b));
        const SurfacePoints pointsA = sampleSurface(meshA, 4096, Random(0)),
                            pointsB = sampleSurface(meshB, 4096, Random(1));
        writePoints(folder / "a.txt", pointsA.positions);
        writePoints(folder / "b.txt", pointsB.positions);
        const auto theirs = nlohmann::json::parse(runPython(
            folder / "figures.py",
            a.string() + " " + b.string() + " " + (folder / "a.txt").string() + " " + (folder / "b.txt").string()));
        const PointDistances d = distances(pointsA, pointsB);
        EXPECT_NEAR(d.cd, theirs["cd2"].get<double>(), 1e-9);
        EXPECT_NEAR(d.cdL1, theirs["cd"].get<double>(), 1e-9);
        EXPECT_NEAR(d.f1, theirs["f1"].get<double>(), 1e-12);
        const Overlap o = overlap(meshA, meshB);
        EXPECT_NEAR(o.iou, theirs["iou"].get<double>(), 1e-9) << first;
        EXPECT_NEAR(o.box, theirs["box"].get<double>(), 1e-9);
        expectSame(o.gain, theirs["gain"]);
        expectSame(genus(meshA), theirs["genus"]);
        expectSame(genus(meshB), theirs["genus_reference"]);
    }
}

constexpr const char* kTessellate = R"(
import json, sys
import judge
step, reference, out = sys.argv[1:]
result, shape = judge.check(step)
vertices, triangles = judge.mesh_of_shape(shape)
with open(out, "w") as file:
    for v in vertices: file.write("v %.17g %.17g %.17g\n" % tuple(v))
    for t in triangles: file.write("f %d %d %d\n" % tuple(t + 1))
print(json.dumps(judge.compare(shape, reference, True, 8192)))
)";

TEST(Judge, SameVerdictOnAStepFileInAnyRotation) {
    const fs::path step = img2cadseq::test::sharedData("photos/servo_support.step");
    const fs::path reference = img2cadseq::test::sharedData("photos/corner_holder_double.stl");
    if (!fs::exists(judge()) || !fs::exists(step)) GTEST_SKIP() << "judge or data are not here";
    img2cadseq::test::TemporaryFolder folder;
    std::ofstream(folder / "tessellate.py") << kTessellate;
    const std::string output = runPython(folder / "tessellate.py",
                                         step.string() + " " + reference.string() + " " + (folder / "t.obj").string());
    const auto theirs = nlohmann::json::parse(output.substr(output.rfind('{')));
    CompareOptions options;
    options.anyRotation = true;
    const Comparison ours = compare(readMesh(folder / "t.obj"), readMesh(reference), options);
    // Points are drawn with other numbers, so distances agree within their sampling noise. Where the judge's rays run
    // along edges of the tessellation, it miscounts some columns.
    EXPECT_NEAR(ours.distances.cd, theirs["cd2"].get<double>(), 0.05 * theirs["cd2"].get<double>());
    EXPECT_NEAR(ours.distances.cdL1, theirs["cd"].get<double>(), 0.03 * theirs["cd"].get<double>());
    EXPECT_NEAR(ours.distances.f1, theirs["f1"].get<double>(), 0.03);
    EXPECT_NEAR(ours.overlap.iou, theirs["iou"].get<double>(), 0.01);
    EXPECT_NEAR(ours.overlap.gain.value(), theirs["gain"].get<double>(), 0.02);
    expectSame(ours.genus, theirs["genus"]);
    expectSame(ours.genusReference, theirs["genus_reference"]);
}

constexpr const char* kSetScript = R"(
import json, sys
import numpy as np
from scipy.spatial import cKDTree
samples, references = ([np.loadtxt(f"{folder}/{i}.txt") for i in range(int(n))]
                       for folder, n in (sys.argv[1:3], sys.argv[3:5]))
one = lambda p, q: np.mean(cKDTree(q).query(p)[0] ** 2)
d = np.array([[one(s, r) + one(r, s) for r in references] for s in samples])
shares = [np.histogramdd(np.concatenate(set), bins=28, range=[(-1, 1)] * 3)[0].ravel() for set in (samples, references)]
p, q = (h / h.sum() for h in shares)
kl = lambda a, b: np.sum(a[a > 0] * np.log2(a[a > 0] / b[a > 0]))
print(json.dumps(dict(coverage=len(set(d.argmin(1))) / len(references), mmd=d.min(0).mean(),
                      jsd=(kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2)))
)";

TEST(Judge, SameFiguresOfSetsAsBySciPy) {
    if (!fs::exists(sharedPhotos()))
        GTEST_SKIP() << sharedPhotos()
                     << " is not there: those solids are not ours to ship; IMG2CADSEQ_SHARED says where";
    if (std::system("/usr/bin/python3 -c 'import scipy.spatial' 2>/dev/null") != 0)
        GTEST_SKIP() << "the independent figures need SciPy (apt install python3-scipy); the program does not";
    const img2cadseq::test::TemporaryFolder folder;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(sharedPhotos()))
        if (entry.path().extension() == ".stl") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    ASSERT_GE(files.size(), 12u);
    std::vector<Cloud> samples, references;
    for (size_t i = 0; i < files.size(); ++i) {
        std::vector<Cloud>& set = i % 3 == 0 ? references : samples;
        const Cloud cloud = inUnitBall(sampleSurface(readMesh(files[i]), 500, Random(1, i)).positions);
        const fs::path part = folder / (i % 3 == 0 ? "references" : "samples");
        fs::create_directories(part);
        writePoints(part / (std::to_string(set.size()) + ".txt"), cloud);
        set.push_back(cloud);
    }
    std::ofstream(folder / "script.py") << kSetScript;
    const auto theirs = nlohmann::json::parse(runPython(
        folder / "script.py", (folder / "samples").string() + " " + std::to_string(samples.size()) + " " +
                                  (folder / "references").string() + " " + std::to_string(references.size())));
    const SetDistances ours = compareSets(samples, references, 1);
    EXPECT_NEAR(ours.coverage, theirs["coverage"].get<double>(), 1e-12);
    EXPECT_NEAR(ours.mmd, theirs["mmd"].get<double>(), 1e-12);
    EXPECT_NEAR(ours.jsd, theirs["jsd"].get<double>(), 1e-9);
}

}  // namespace
}  // namespace img2cadseq::metrics
