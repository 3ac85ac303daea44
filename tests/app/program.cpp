#include "app/program.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;

void redirect(int descriptor, const fs::path& file) {
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(opened, descriptor);
}

std::string readTerminal(int terminal) {
    std::string text;
    char buffer[4096];
    for (ssize_t got; (got = ::read(terminal, buffer, sizeof(buffer))) > 0;)
        text.append(buffer, static_cast<size_t>(got));
    return text;
}

}  // namespace

std::vector<std::string> Outcome::errLines() const {
    std::vector<std::string> lines;
    std::istringstream in(err);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

Program::Program(const std::string& name, const std::vector<std::string>& words, Setting setting) {
    std::string pattern = (fs::temp_directory_path() / "img2cadseq-run-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    const std::string path = (fs::path(IMG2CADSEQ_BIN_DIR) / name).string();
    std::vector<char*> arguments{const_cast<char*>(path.c_str())};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int slave = -1;
    if (setting.terminal && ::openpty(&terminal_, &slave, nullptr, nullptr, nullptr) != 0)
        throw std::runtime_error("no terminal");
    pid_ = ::fork();
    if (pid_ == 0) {
        redirect(STDOUT_FILENO, folder_ / "out");
        if (slave >= 0) {
            ::dup2(slave, STDERR_FILENO);
        } else {
            redirect(STDERR_FILENO, folder_ / "err");
        }
        if (setting.largestFile > 0) {
            const rlimit limit{setting.largestFile, setting.largestFile};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        ::execv(path.c_str(), arguments.data());
        ::_exit(127);
    }
    if (slave >= 0) ::close(slave);
}

Program::~Program() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (terminal_ >= 0) ::close(terminal_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<pid_t> Program::children() const {
    const std::string id = std::to_string(pid_);
    std::ifstream in("/proc/" + id + "/task/" + id + "/children");
    std::vector<pid_t> found;
    for (pid_t child; in >> child;) found.push_back(child);
    return found;
}

bool Program::waitForLines(size_t lines) {
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::seconds(300)) {
        const std::string text = readText(folder_ / "out");
        if (static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) >= lines) return true;
        siginfo_t ended{};
        if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
}

Outcome Program::wait() {
    Outcome outcome;
    if (terminal_ >= 0) outcome.err = readTerminal(terminal_);
    int status = 0;
    rusage used{};
    ::wait4(pid_, &status, 0, &used);
    pid_ = -1;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    outcome.cpuSeconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    outcome.peakMegabytes = static_cast<double>(used.ru_maxrss) / 1024.0;
    outcome.out = readText(folder_ / "out");
    if (terminal_ < 0) outcome.err = readText(folder_ / "err");
    return outcome;
}

Outcome runCli(const std::vector<std::string>& words, Program::Setting setting) {
    return Program("img2cadseq-cli", words, setting).wait();
}

std::string readText(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void writeText(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace img2cadseq::test
