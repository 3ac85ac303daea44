// The icons: all there, all readable, all of one kind.

#include <QFile>
#include <QXmlStreamReader>
#include <filesystem>

#include <gtest/gtest.h>

// The macro declares a function of the global namespace.
static void initResources() { Q_INIT_RESOURCE(resources); }

namespace img2cadseq::test {
namespace {

TEST(Resources, EveryIconIsCompiledInAndDrawnInOneStyle) {
    initResources();
    const std::filesystem::path folder = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "resources/icons";
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        QFile file(QString::fromStdString(":/icons/" + name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name << " is not in resources.qrc";
        QXmlStreamReader xml(&file);
        ASSERT_TRUE(xml.readNextStartElement()) << name;
        EXPECT_EQ(xml.name(), QString("svg")) << name;
        if (name != "img2cadseq.svg") {
            EXPECT_EQ(xml.attributes().value("viewBox"), QString("0 0 24 24")) << name;
            EXPECT_EQ(xml.attributes().value("stroke"), QString("currentColor")) << name;
        }
        while (!xml.atEnd()) xml.readNext();
        EXPECT_FALSE(xml.hasError()) << name << ": " << xml.errorString().toStdString();
        ++count;
    }
    EXPECT_GT(count, 60);
}

}  // namespace
}  // namespace img2cadseq::test
