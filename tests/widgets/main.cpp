#include "gui/gui_main.h"
#include "widgets/theme.h"

int main(int argc, char** argv) {
    using namespace img2cadseq;
    return test::runGuiTests(argc, argv, [] { widgets::applyTheme(widgets::ThemeChoice::Light); });
}
