#include "app/real_pointer.h"

#include <chrono>

#include <dlfcn.h>

namespace img2cadseq::test {
namespace {

/// The few functions of Xlib and its test extension that are needed, as their manuals give them.
struct Hand {
    using Display = void;

    Hand() {
        void* x = ::dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL);
        void* test = ::dlopen("libXtst.so.6", RTLD_NOW | RTLD_LOCAL);
        if (!x || !test) return;
        const auto find = [](void* library, const char* name, auto& function) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
        };
        Display* (*open)(const char*) = nullptr;
        find(x, "XOpenDisplay", open);
        find(x, "XCloseDisplay", close);
        find(x, "XFlush", flush);
        find(test, "XTestFakeMotionEvent", moveTo);
        find(test, "XTestFakeButtonEvent", button);
        if (open && close && flush && moveTo && button) display = open(nullptr);
    }
    ~Hand() {
        if (display) close(display);
    }
    Hand(const Hand&) = delete;
    Hand& operator=(const Hand&) = delete;

    void rest() const {
        flush(display);
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    void go(QPoint to) const {
        constexpr int kFirstScreen = -1;  // the one the pointer is on
        moveTo(display, kFirstScreen, to.x(), to.y(), 0);
        rest();
    }
    void press(bool down) const {
        constexpr unsigned kLeft = 1;
        button(display, kLeft, down, 0);
        rest();
    }

    Display* display = nullptr;
    int (*close)(Display*) = nullptr;
    int (*flush)(Display*) = nullptr;
    int (*moveTo)(Display*, int, int, int, unsigned long) = nullptr;
    int (*button)(Display*, unsigned, int, unsigned long) = nullptr;
};

}  // namespace

std::thread dragByHand(QPoint from, QPoint to) {
    if (!Hand().display) return {};
    return std::thread([from, to] {
        constexpr int kSteps = 40;
        const Hand hand;
        hand.go(from);
        hand.press(true);
        for (int i = 1; i <= kSteps; ++i) hand.go(from + (to - from) * i / kSteps);
        for (int i = 0; i < 4; ++i) hand.go(to + QPoint(i % 2, 0));  // the target answers a little later
        hand.press(false);
    });
}

}  // namespace img2cadseq::test
