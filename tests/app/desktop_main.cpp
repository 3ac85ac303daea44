#include "gui/gui_main.h"

int main(int argc, char** argv) { return img2cadseq::test::runGuiTests(argc, argv); }
