#pragma once
// The X server's own pointer, moved and pressed as by a hand (XTest).

#include <QPoint>
#include <thread>

namespace img2cadseq::test {

/// Presses at `from`, moves to `to` in small steps and releases there, both in the screen's pixels; on a thread with a
/// connection of its own, since a drag keeps the caller's event loop busy. Not joinable where the server or the library
/// for it is not there.
std::thread dragByHand(QPoint from, QPoint to);

}  // namespace img2cadseq::test
