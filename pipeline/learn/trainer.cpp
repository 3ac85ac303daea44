#include "learn/trainer.h"

#include <chrono>
#include <cmath>
#include <csignal>
#include <iomanip>
#include <numbers>
#include <sstream>

#include <ATen/autocast_mode.h>
#include <malloc.h>
#include <torch/torch.h>

#include "core/error.h"
#include "learn/optimiser.h"
#include "learn/run_folder.h"
#include "nn/device.h"
#include "nn/safetensors.h"

namespace img2cadseq::learn {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Sums of the loss and its parts between two lines of the curve, kept as tensors so that no step waits for a value.
class Means {
public:
    void add(const StepLoss& step) {
        torch::NoGradGuard guard;
        addOne("loss", step.loss);
        for (const auto& [name, value] : step.parts) addOne(name, value);
        ++count_;
    }
    std::vector<std::pair<std::string, double>> take() {
        std::vector<std::pair<std::string, double>> out;
        for (const auto& [name, sum] : sums_) out.emplace_back(name, sum.item<double>() / static_cast<double>(count_));
        sums_.clear();
        count_ = 0;
        return out;
    }
    int64_t count() const { return count_; }

private:
    void addOne(const std::string& name, const torch::Tensor& value) {
        for (auto& [known, sum] : sums_) {
            if (known == name) {
                sum += value.detach().to(torch::kFloat);
                return;
            }
        }
        sums_.emplace_back(name, value.detach().to(torch::kFloat).clone());
    }
    std::vector<std::pair<std::string, torch::Tensor>> sums_;
    int64_t count_ = 0;
};

struct AutocastGuard {
    explicit AutocastGuard(bool on) : before(at::autocast::is_autocast_enabled(at::kCPU)) {
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCPU, on);
        at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCUDA, on);
    }
    ~AutocastGuard() {
        at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(at::kCPU, before);
        at::autocast::set_autocast_enabled(at::kCUDA, before);
    }
    bool before;
};

std::string describe(const std::vector<std::pair<std::string, double>>& row) {
    std::ostringstream text;
    text << std::setprecision(5);
    for (const auto& [name, value] : row) text << (text.tellp() > 0 ? "  " : "") << name << ' ' << value;
    return text.str();
}

}  // namespace

std::stop_source& stopOnSignals() {
    static std::stop_source source;
    static bool installed = [] {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
        std::thread([set] {
            int signal = 0;
            sigwait(&set, &signal);
            source.request_stop();
            sigwait(&set, &signal);
            std::_Exit(130);
        }).detach();
        return true;
    }();
    static_cast<void>(installed);
    return source;
}

bool bf16IsFast() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bf16")) return true;
#endif
    return nn::cudaDevices() > 0;
}

void prepareForTraining(int threads) {
    stopOnSignals();  // before there are threads: one that does not block the signals would end the program
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 2000000000);
    mallopt(M_TOP_PAD, 256 << 20);
    mallopt(M_ARENA_MAX, 2);
    if (threads > 0) torch::set_num_threads(threads);
}

struct Trainer::Data {
    TrainOptions options;
    torch::Device device;
    std::shared_ptr<torch::nn::Module> model;
    std::map<std::string, std::string> metadata;
    RunFolder folder;
    Optimiser optimiser;
    int64_t step = 0, first = 0;
    double secondsBefore = 0;
    Clock::time_point start = Clock::now();

    Data(TrainOptions given, std::shared_ptr<torch::nn::Module> network, std::map<std::string, std::string> words)
        : options(std::move(given)),
          device(nn::deviceNamed(options.device)),
          model(moved(std::move(network), device)),
          metadata(std::move(words)),
          folder(options, metadata),
          optimiser(parameters(), options.ema > 0, options.muon) {}

    static std::shared_ptr<torch::nn::Module> moved(std::shared_ptr<torch::nn::Module> model, torch::Device device) {
        model->to(device);
        return model;
    }

    std::vector<std::pair<std::string, torch::Tensor>> parameters() const {
        std::vector<std::pair<std::string, torch::Tensor>> all;
        for (const auto& item : model->named_parameters()) all.emplace_back(item.key(), item.value());
        return all;
    }

    void begin() {
        if (options.resume && std::filesystem::exists(folder.stateFile())) {
            const nn::Safetensors state(folder.stateFile());
            torch::NoGradGuard guard;
            optimiser.restore([&](const std::string& name) { return state.tensor(name); });
            for (const auto& item : model->named_buffers()) item.value().copy_(state.tensor("buffer." + item.key()));
            secondsBefore = std::stod(state.metadata().at("seconds"));
            step = std::stoll(state.metadata().at("step"));
            folder.log("resumed at step " + std::to_string(step));
        } else if (!options.warmStart.empty()) {
            const auto lacking = nn::loadGrownModule(*model, nn::Safetensors(options.warmStart));
            optimiser = Optimiser(parameters(), options.ema > 0, options.muon);
            folder.log("warm start from " + options.warmStart.string());
            for (const std::string& name : lacking) folder.log("new in the network, as it was made: " + name);
        }
        if (options.knownShare != 1.0 && !options.warmStart.empty()) {
            const nn::Safetensors known(options.warmStart);
            for (const auto& item : model->named_parameters())
                if (known.has(item.key())) optimiser.slow(item.key(), options.knownShare);
        }
        first = step;
    }

    double progress() const {
        double done = 0;
        if (options.steps > 0) done = static_cast<double>(step) / static_cast<double>(options.steps);
        if (options.minutes > 0) done = std::max(done, secondsSince(start) / (60 * options.minutes));
        return std::min(done, 1.0);
    }

    double learningRate() const {
        const double warm = std::min(1.0, static_cast<double>(step - (options.warmStart.empty() ? 0 : first) + 1) /
                                              static_cast<double>(std::max<int64_t>(1, options.warmup)));
        const double shape = options.schedule == Schedule::Cosine
                                 ? 0.01 + 0.99 * 0.5 * (1.0 + std::cos(std::numbers::pi * progress()))
                                 : 1.0;
        return options.learningRate * warm * shape;
    }

    void save() {
        nn::NamedTensors state = optimiser.state();
        for (const auto& item : model->named_buffers()) state.emplace_back("buffer." + item.key(), item.value());
        const std::string seconds = std::to_string(secondsBefore + secondsSince(start));
        nn::writeSafetensors(folder.stateFile(), state, {{"step", std::to_string(step)}, {"seconds", seconds}});
        nn::Metadata words = metadata;
        words["step"] = std::to_string(step);
        words["samples"] = std::to_string(step * options.batch);
        words["seconds"] = seconds;
        optimiser.swapAverage();
        nn::writeSafetensors(folder.weightsFile(), nn::asBfloat16(nn::namedTensors(*model)), words);
        optimiser.swapAverage();
    }

    void checkpoint(const Evaluate& evaluate) {
        save();
        if (!evaluate) return;
        torch::NoGradGuard guard;
        optimiser.swapAverage();
        model->eval();
        model->to(torch::kCPU);
        const auto figures = evaluate();
        model->to(device);
        model->train();
        optimiser.swapAverage();
        folder.log("step " + std::to_string(step) + "  " + describe({figures.begin(), figures.end()}));
    }

    double oneStep(const Forward& forward, Means& means) {
        StepLoss result;
        {
            AutocastGuard autocast(options.bf16);
            result = forward(step);
        }
        result.loss.backward();
        means.add(result);
        const double norm = optimiser.step({learningRate(), options.weightDecay, options.clip, options.ema});
        ++step;
        return norm;
    }
};

Trainer::Trainer(TrainOptions options, std::shared_ptr<torch::nn::Module> model,
                 std::map<std::string, std::string> metadata)
    : data_(std::make_unique<Data>(std::move(options), std::move(model), std::move(metadata))) {
    data_->begin();
}
Trainer::~Trainer() = default;

torch::Device Trainer::device() const { return data_->device; }

int64_t Trainer::firstStep() const { return data_->first; }

void Trainer::applyAverage() { data_->optimiser.swapAverage(); }

double Trainer::run(const Forward& forward, const Evaluate& evaluate, std::stop_token stop) {
    Data& d = *data_;
    d.start = Clock::now();
    d.model->train();
    Means means;
    auto lastSave = Clock::now();
    double lastLoss = 0;
    int64_t broken = 0;
    while (!stop.stop_requested() && (d.options.steps == 0 || d.step < d.options.steps) &&
           (d.options.minutes == 0 || secondsSince(d.start) < 60 * d.options.minutes)) {
        const double norm = d.oneStep(forward, means);
        broken = std::isfinite(norm) ? 0 : broken + 1;
        if (broken > 20)
            throw Error(ErrorCode::BadWeights, "the gradients stopped being finite", "lower the learning rate");
        if (d.step % d.options.logEvery == 0) {
            std::vector<std::pair<std::string, double>> row{{"step", d.step},
                                                            {"seconds", d.secondsBefore + secondsSince(d.start)},
                                                            {"samples", d.step * d.options.batch},
                                                            {"rate", d.learningRate()},
                                                            {"gradient", norm}};
            const auto parts = means.take();
            lastLoss = parts.front().second;
            row.insert(row.end(), parts.begin(), parts.end());
            d.folder.addToCurve(row);
            d.folder.log(describe(row));
        }
        if (secondsSince(lastSave) > 60 * d.options.checkpointMinutes) {
            d.checkpoint(evaluate);
            lastSave = Clock::now();
        }
    }
    if (means.count() > 0) lastLoss = means.take().front().second;
    d.checkpoint(evaluate);
    return lastLoss;
}

}  // namespace img2cadseq::learn
