#include "metrics/mesh_io.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "metrics/topology.h"
#include "shapes.h"
#include "support/data.h"

namespace img2cadseq::metrics {
namespace {

template <class T>
void put(std::string& bytes, T value, bool bigEndian = false) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    if (bigEndian) std::reverse(raw, raw + sizeof(T));
    bytes.append(raw, sizeof(T));
}

std::string binaryStl(const Mesh& mesh) {
    std::string bytes(80, 's');
    put(bytes, static_cast<uint32_t>(mesh.triangles.size()));
    for (const auto& t : mesh.triangles) {
        for (int k = 0; k < 3; ++k) put(bytes, 0.0f);
        for (const uint32_t corner : t)
            for (int k = 0; k < 3; ++k) put(bytes, static_cast<float>(mesh.vertices[corner][k]));
        put(bytes, uint16_t{0});
    }
    return bytes;
}

std::string asciiStl(const Mesh& mesh) {
    std::ostringstream out;
    out << "solid part\r\n";
    for (const auto& t : mesh.triangles) {
        out << " facet normal 0 0 0\r\n  outer loop\r\n";
        for (const uint32_t corner : t)
            out << "   vertex " << mesh.vertices[corner].x << ' ' << mesh.vertices[corner].y << ' '
                << mesh.vertices[corner].z << "\r\n";
        out << "  endloop\r\n endfacet\r\n";
    }
    out << "endsolid part\r\n";
    return out.str();
}

std::string obj(const Mesh& mesh) {
    std::ostringstream out;
    out << "# part\no thing\n";
    for (const Vec3& v : mesh.vertices) out << "v " << v.x << ' ' << v.y << ' ' << v.z << " 1.0\n";
    out << "vn 0 0 1\n";
    for (size_t t = 0; t + 1 < mesh.triangles.size();
         t += 2)  // pairs of triangles as quads, the later half counted from the end
        for (const bool fromEnd : {t >= mesh.triangles.size() / 2}) {
            out << "f";
            for (const uint32_t corner :
                 {mesh.triangles[t][0], mesh.triangles[t][1], mesh.triangles[t][2], mesh.triangles[t + 1][2]})
                out << ' '
                    << (fromEnd ? static_cast<long>(corner) - static_cast<long>(mesh.vertices.size())
                                : static_cast<long>(corner) + 1)
                    << "//1";
            out << '\n';
        }
    return out.str();
}

std::string ply(const Mesh& mesh, const std::string& format) {
    const bool ascii = format == "ascii", big = format == "binary_big_endian";
    std::string bytes = "ply\nformat " + format + " 1.0\ncomment made for a test\nelement vertex " +
                        std::to_string(mesh.vertices.size()) +
                        "\nproperty uchar red\nproperty double x\nproperty float y\nproperty float z\nelement face " +
                        std::to_string(mesh.triangles.size()) +
                        "\nproperty list uchar int vertex_indices\nproperty short flags\nend_header\n";
    for (const Vec3& v : mesh.vertices) {
        if (ascii) {
            std::ostringstream line;
            line << "7 " << v.x << ' ' << v.y << ' ' << v.z << '\n';
            bytes += line.str();
            continue;
        }
        put(bytes, uint8_t{7});
        put(bytes, v.x, big);
        put(bytes, static_cast<float>(v.y), big);
        put(bytes, static_cast<float>(v.z), big);
    }
    for (const auto& t : mesh.triangles) {
        if (ascii) {
            bytes += "3 " + std::to_string(t[0]) + ' ' + std::to_string(t[1]) + ' ' + std::to_string(t[2]) + " -1\n";
            continue;
        }
        put(bytes, uint8_t{3});
        for (const uint32_t corner : t) put(bytes, static_cast<int32_t>(corner), big);
        put(bytes, int16_t{-1}, big);
    }
    return bytes;
}

std::string glb(const Mesh& mesh, std::string tree = {}) {
    std::string binary;
    for (const Vec3& v : mesh.vertices)
        for (int k = 0; k < 3; ++k) put(binary, static_cast<float>(v[k]));
    const size_t positions = binary.size();
    for (const auto& t : mesh.triangles)
        for (const uint32_t corner : t) put(binary, static_cast<uint16_t>(corner));
    if (tree.empty())
        tree =
            R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"translation":[10,0,0],"children":[1]},)"
            R"({"mesh":0,"rotation":[0,0,0.70710678118654757,0.70710678118654757],"scale":[2,2,2]}],)"
            R"("meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],"accessors":[)"
            R"({"bufferView":0,"componentType":5126,"type":"VEC3","count":)" +
            std::to_string(mesh.vertices.size()) +
            R"(},{"bufferView":1,"componentType":5123,"type":"SCALAR","count":)" +
            std::to_string(3 * mesh.triangles.size()) +
            R"(}],"bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":)" + std::to_string(positions) +
            R"(},{"buffer":0,"byteOffset":)" + std::to_string(positions) + R"(,"byteLength":)" +
            std::to_string(binary.size() - positions) + R"(}],"buffers":[{"byteLength":)" +
            std::to_string(binary.size()) + "}]}";
    while (tree.size() % 4) tree += ' ';
    while (binary.size() % 4) binary += '\0';
    std::string bytes = "glTF";
    put(bytes, uint32_t{2});
    put(bytes, static_cast<uint32_t>(28 + tree.size() + binary.size()));
    put(bytes, static_cast<uint32_t>(tree.size()));
    bytes += "JSON" + tree;
    put(bytes, static_cast<uint32_t>(binary.size()));
    bytes += std::string("BIN\0", 4) + binary;
    return bytes;
}

class MeshIo : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }
    Mesh roundTrip(const std::string& name, const std::string& bytes) { return readMesh(write(name, bytes)); }
    /// The one line of the error that reading these bytes gives, or "read".
    std::string outcome(const std::string& name, const std::string& bytes) {
        try {
            const Mesh mesh = readMesh(write(name, bytes));
            for (const auto& t : mesh.triangles)
                for (const uint32_t corner : t) EXPECT_LT(corner, mesh.vertices.size());
            return "read";
        } catch (const Error& error) {
            EXPECT_EQ(error.line().find('\n'), std::string::npos);
            EXPECT_NE(error.line().find(name), std::string::npos);
            return error.line();
        }
    }
    img2cadseq::test::TemporaryFolder folder_;
};

void expectFrame(const Mesh& mesh, double scale = 1.0) {
    EXPECT_NEAR(mesh.volume(), 8.0 * scale * scale * scale, 1e-5);
    EXPECT_NEAR(mesh.area(), test::frame().area() * scale * scale, 1e-5);
    EXPECT_EQ(genus(mesh), 1);
}

TEST_F(MeshIo, ReadsEveryKind) {
    const Mesh mesh = test::frame();
    expectFrame(roundTrip("a.stl", binaryStl(mesh)));
    expectFrame(roundTrip("b.STL", asciiStl(mesh)));
    expectFrame(roundTrip("c.obj", obj(mesh)));
    for (const char* format : {"ascii", "binary_little_endian", "binary_big_endian"})
        expectFrame(roundTrip("d.ply", ply(mesh, format)));
}

TEST_F(MeshIo, GlbNodesPlaceTheMesh) {
    const Mesh mesh = roundTrip("a.glb", glb(test::box({0, 0, 0}, {1, 2, 3})));
    EXPECT_NEAR(mesh.volume(), 48.0, 1e-5);
    EXPECT_NEAR(norm(mesh.box().low - Vec3{6, 0, 0}), 0.0, 1e-5);  // turned by 90 degrees about z, doubled, moved by 10
    EXPECT_NEAR(norm(mesh.box().high - Vec3{10, 2, 6}), 0.0, 1e-5);
}

TEST_F(MeshIo, ABinaryStlMayBeginWithSolid) {
    std::string bytes = binaryStl(test::frame());
    bytes.replace(0, 5, "solid");
    expectFrame(roundTrip("a.stl", bytes));
}

TEST_F(MeshIo, TruncationsAndNoiseEndInOneLine) {
    const Mesh mesh = test::frame();
    const std::pair<std::string, std::string> good[] = {{"a.stl", binaryStl(mesh)},
                                                        {"b.stl", asciiStl(mesh)},
                                                        {"c.obj", obj(mesh)},
                                                        {"d.ply", ply(mesh, "ascii")},
                                                        {"e.ply", ply(mesh, "binary_little_endian")},
                                                        {"f.glb", glb(mesh)}};
    Random random(11);
    for (const auto& [name, bytes] : good) {
        for (size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 150)
            outcome(name, bytes.substr(0, length));
        for (int round = 0; round < 150; ++round) {
            std::string noisy = bytes;
            for (int k = 0; k < 1 + round % 8; ++k)
                noisy[static_cast<size_t>(random.integer(0, static_cast<int>(noisy.size()) - 1))] =
                    static_cast<char>(random.bits());
            outcome(name, noisy);
        }
    }
}

TEST_F(MeshIo, SaysWhatIsWrong) {
    EXPECT_NE(outcome("a.stl", "").find("empty"), std::string::npos);
    EXPECT_NE(outcome("a.stl", binaryStl(test::frame()).substr(0, 500)).find("cut short"), std::string::npos);
    EXPECT_NE(outcome("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n").find("vertex that is not there"),
              std::string::npos);
    EXPECT_NE(outcome("a.obj", "v 0 0 zero\n").find("'zero'"), std::string::npos);
    EXPECT_NE(outcome("a.obj", "v 0 0 nan\n").find("finite"), std::string::npos);
    EXPECT_NE(outcome("a.ply", "ply\nformat ascii 1.0\nelement vertex 99999999999\nproperty float x\nend_header\n1 2")
                  .find("too soon"),
              std::string::npos);
    EXPECT_NE(outcome("a.ply", "ply\nformat ascii 1.0\nelement vertex 9999999999999\nend_header\n").find("no vertex"),
              std::string::npos);
    const std::string circle = R"({"scenes":[{"nodes":[0]}],"nodes":[{"children":[0]}]})";
    EXPECT_NE(outcome("a.glb", glb(test::frame(), circle)).find("circle"), std::string::npos);
    EXPECT_NE(outcome("a.glb", glb(test::frame(), "[1]")).find("damaged"), std::string::npos);
    EXPECT_THROW(readMesh(folder_ / "a.step"), Error);
    EXPECT_THROW(readMesh(folder_ / "missing.stl"), Error);
    EXPECT_FALSE(isMeshFile("a.step"));
    EXPECT_TRUE(isMeshFile("A.StL"));
}

}  // namespace
}  // namespace img2cadseq::metrics
