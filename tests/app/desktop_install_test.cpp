// What `cmake --install` leaves in an empty folder starts there, runs a sample and exports it.

#include <QProcess>

#include "app/desktop_fixture.h"

namespace img2cadseq::test {
namespace {

TEST_F(DesktopTest, TheInstalledProgramRunsASample) {
    QProcess install;
    install.start("cmake", {"--install", IMG2CADSEQ_BIN_DIR "/..", "--prefix", path("prefix")});
    ASSERT_TRUE(install.waitForFinished(120'000));
    ASSERT_EQ(install.exitCode(), 0) << install.readAllStandardError().toStdString();
    EXPECT_TRUE(std::filesystem::exists(folder / "prefix/share/applications/img2cadseq.desktop"));
    EXPECT_TRUE(std::filesystem::exists(folder / "prefix/share/img2cadseq/models/lifter.safetensors"));
    const QString program = path("prefix/bin/img2cadseq");
    EXPECT_EQ(QProcess::execute(program, {"--exit-after-startup"}), 0);
    EXPECT_EQ(QProcess::execute(program, {"--run", path("prefix/share/img2cadseq/samples/bracket-cloud.ply"), "--out",
                                          path("out"), "--samples", "4", "--exit-after-run"}),
              0);
    EXPECT_TRUE(judgeAccepts(folder / "out/bracket-cloud/candidate-01.step"));
}

}  // namespace
}  // namespace img2cadseq::test
