#pragma once
// The user's wish to stop: Ctrl-C (SIGINT), SIGTERM or a closed terminal (SIGHUP).

namespace img2cadseq::cli {

/// Takes over the signals. Call once, before any thread.
void watchForInterrupts();

/// In a forked worker: the terminal's Ctrl-C is the parent's matter; SIGTERM from the parent still counts.
void leaveInterruptsToParent();

/// How often a stop was asked for.
int interruptCount();

/// Becomes readable with a stop, for poll(); never read from it.
int interruptDescriptor();

}  // namespace img2cadseq::cli
