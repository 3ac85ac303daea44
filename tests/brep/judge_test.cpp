// Our STEP files before the independent judge, which reads them with FreeCAD and, for loose edges, without any kernel.
// CI takes 12 files; IMG2CADSEQ_ALL=1 takes 500.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/kernel_mass.h"
#include "brep/step.h"
#include "cad/import.h"
#include "core/random.h"
#include "support/data.h"

namespace img2cadseq::brep {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr const char* kScript = R"(
import json, sys
import judge
for path in open(sys.argv[1]).read().split():
    result, shape = judge.check(path)
    print(json.dumps(dict(result, good=judge.is_good(result))))
)";

std::vector<nlohmann::json> judged(const fs::path& folder, const std::vector<fs::path>& files) {
    std::ofstream(folder / "judge_files.py") << kScript;
    std::ofstream list(folder / "list.txt");
    for (const fs::path& file : files) list << file.string() << '\n';
    list.close();
    const std::string command =
        "PYTHONPATH='" + (sharedFolder() / "judge").string() + "' PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 '" +
        (folder / "judge_files.py").string() + "' '" + (folder / "list.txt").string() + "' 2>/dev/null";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string output;
    char buffer[4096];
    while (const size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, got);
    ::pclose(pipe);
    std::vector<nlohmann::json> results;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with('{')) results.push_back(nlohmann::json::parse(line));
    return results;
}

TEST(Judge, FindsOurFilesSoundAndOfTheSameVolume) {
    if (!fs::exists(sharedFolder() / "judge" / "judge.py")) GTEST_SKIP() << "judge/judge.py is not here";
    if (!fs::exists(sharedData("fusion360"))) GTEST_SKIP() << "data/fusion360 is not here";
    if (std::system("/usr/bin/python3 -c 'import scipy; import sys; sys.path.append(\"/usr/lib/freecad/lib\"); "
                    "sys.path.append(\"/usr/lib/freecad-python3/lib\"); import FreeCAD' >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "FreeCAD for Python is not installed";
    const size_t wanted = std::getenv("IMG2CADSEQ_ALL") ? 500 : 12;
    std::vector<ImportedModel> models;
    importFile(sharedData("fusion360/train.jsonl").string(),
               [&](ImportedModel&& m) { models.push_back(std::move(m)); });
    const TemporaryFolder folder;
    std::vector<fs::path> files;
    std::vector<double> volumes, byKernel;
    for (Random random(7); files.size() < wanted;) {
        const ImportedModel& model =
            models[static_cast<size_t>(random.integer(0, static_cast<int>(models.size()) - 1))];
        const Solid solid = compile(model.sequence);
        const fs::path path = folder / (std::to_string(files.size()) + ".step");
        if (!gateAndWriteStep(solid, path).valid) continue;
        files.push_back(path);
        volumes.push_back(solid.massProperties().volume);
        byKernel.push_back(massByKernel(solid).volume);
    }
    const std::vector<nlohmann::json> results = judged(folder.path(), files);
    ASSERT_EQ(results.size(), files.size());
    size_t rough = 0;
    for (size_t i = 0; i < results.size(); ++i) {
        EXPECT_TRUE(results[i]["good"]) << results[i];
        EXPECT_EQ(results[i]["loose_edges"], 0) << results[i];
        const double difference = std::abs(results[i]["volume"].get<double>() / volumes[i] - 1.0);
        if (difference <= 1e-6) continue;
        // FreeCAD takes a fixed number of points a face, too few where cylinders meet; OCCT's adaptive integration of
        // the same shape says who is right.
        ++rough;
        EXPECT_LE(difference, 1e-4) << results[i];
        EXPECT_NEAR(volumes[i] / byKernel[i], 1.0, 1e-7) << results[i];
        std::cout << results[i]["faces"] << " faces: the judge's volume is off by " << difference << '\n';
    }
    EXPECT_LE(rough, wanted / 50);
}

}  // namespace
}  // namespace img2cadseq::brep
