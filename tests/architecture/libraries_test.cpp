// Where the headers of outside libraries may be seen. A folder's headers must not bring a heavy library into another
// one: so what counts is not only what a file includes itself but all that it reaches.

#include <regex>

#include <gtest/gtest.h>

#include "sources.h"

namespace img2cadseq::test {
namespace {

struct Library {
    const char* name;
    std::regex headers;
    std::set<std::string> homes;  ///< folders where it may be reached
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> all{
        {"LibTorch",
         std::regex("(torch|ATen|c10)/.*"),
         {"nn", "learn", "infer", "tests/nn", "tests/learn", "tests/infer", "tests/bench"}},
        {"OpenCASCADE", std::regex(".*\\.hxx"), {"brep", "tests/brep", "tests/bench"}},
        {"Open3D", std::regex("open3d/.*"), {"cloud", "tests/cloud", "tests/synth", "tests/csg", "tests/bench"}},
        {"OpenCV", std::regex("opencv2/.*"), {"photo", "tests/photo", "tests/synth", "tests/bench"}},
        {"libheif, exiv2", std::regex("(libheif|exiv2)/.*"), {"photo", "tests/photo"}},
        {"VTK", std::regex("(vtk|QVTK)[A-Za-z0-9]+\\.h"), {"viewer", "tests/viewer", "tests/widgets", "tests/bench"}},
        {"Qt",
         std::regex("Q(?!VTK)[A-Za-z0-9]+(/.*)?"),
         {"viewer", "widgets", "app/desktop", "tests/gui", "tests/viewer", "tests/widgets", "tests/app",
          "tests/bench"}},
        {"Ceres, NLopt", std::regex("(ceres/.*|nlopt\\.hp?p?)"), {"fit", "tests/fit", "tests/csg", "tests/bench"}},
        {"spdlog, fmt", std::regex("(spdlog|fmt)/.*"), {"core"}},
    };
    return all;
}

TEST(Libraries, AreReachedOnlyFromTheirFolders) {
    for (const auto& [path, file] : sources()) {
        for (const std::string& header : reachedHeaders(path)) {
            for (const Library& library : libraries()) {
                if (!std::regex_match(header, library.headers)) continue;
                EXPECT_TRUE(library.homes.contains(file.folder))
                    << path << " reaches <" << header << "> of " << library.name;
            }
        }
    }
}

TEST(Libraries, HeadersWithoutThemStayPlain) {
    // What is loaded on first use, and what everything includes, must not name these at all.
    const std::regex torch("(torch|ATen|c10)/.*"), log("(spdlog|fmt)/.*"), vtk("vtk[A-Z].*");
    for (const auto& [path, file] : sources()) {
        if (!path.ends_with(".h")) continue;
        for (const std::string& header : file.outside) {
            EXPECT_FALSE(std::regex_match(header, log)) << path << " includes <" << header << ">";
            const bool inferHeader = path == "pipeline/infer/reconstructor.h" && std::regex_match(header, torch);
            EXPECT_FALSE(inferHeader) << path << " includes <" << header << ">";
        }
        // The viewer's own parts live in viewer/scene/; what others include stands beside that folder.
        if (file.folder != "viewer" || path.starts_with("viewer/scene/")) continue;
        for (const std::string& header : reachedHeaders(path))
            EXPECT_FALSE(std::regex_match(header, vtk)) << path << " reaches <" << header << ">";
    }
}

TEST(Libraries, TheRulesKnowTheHeadersTheyMean) {
    const auto matches = [](const std::string& header) {
        for (const Library& library : libraries())
            if (std::regex_match(header, library.headers)) return std::string(library.name);
        return std::string();
    };
    EXPECT_EQ(matches("torch/torch.h"), "LibTorch");
    EXPECT_EQ(matches("gp_Pnt.hxx"), "OpenCASCADE");
    EXPECT_EQ(matches("open3d/Open3D.h"), "Open3D");
    EXPECT_EQ(matches("opencv2/imgproc.hpp"), "OpenCV");
    EXPECT_EQ(matches("vtkActor.h"), "VTK");
    EXPECT_EQ(matches("QVTKOpenGLNativeWidget.h"), "VTK");
    for (const char* qt : {"QWidget", "QtTest", "QtConcurrent", "QTest", "QTimer", "QToolBar", "QUndoStack",
                           "QtCharts/QChart", "QTreeWidget", "QTableView"})
        EXPECT_EQ(matches(qt), "Qt") << qt;
    for (const char* plain : {"vector", "gtest/gtest.h", "nlohmann/json.hpp", "Random123/philox.h", "unistd.h"})
        EXPECT_EQ(matches(plain), "") << plain;
}

}  // namespace
}  // namespace img2cadseq::test
