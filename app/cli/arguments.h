#pragma once
// The command line, made from the verbs and their option tables.

namespace img2cadseq::cli {

/// Parses the words, runs the verb and returns the exit status: 0 done, 1 a defect of the program, 2 usage, 3 bad
/// input, 4 no part passed the gate, 130 stopped.
int runCommandLine(int count, const char* const* words);

}  // namespace img2cadseq::cli
