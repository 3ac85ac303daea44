#include "app/desktop/desktop.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <algorithm>

#include "app/desktop/devices.h"
#include "app/desktop/recording_engine.h"
#include "document/recording.h"
#include "document/recovery.h"
#include "widgets/options_panel.h"
#include "widgets/size_field.h"
#include "widgets/theme.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {
namespace {

std::filesystem::path settingsPlace(const Arguments& arguments) {
    return arguments.cleanSettings ? std::filesystem::path() : settingsFile();
}

}  // namespace

Desktop::Desktop(Arguments arguments)
    : arguments_(std::move(arguments)),
      settings_(settingsPlace(arguments_)),
      engine_(makeEngine(arguments_.record)),
      document_(engine_),
      window_(&undo_),
      context_{document_, window_, jobs_, undo_, settings_, engine_, askWithDialogs(&window_)},
      edits_(context_),
      runs_(context_),
      files_(context_),
      exports_(context_),
      batch_(context_) {
    since_.start();
    document_.setObserver([this](Changes changes) {
        pending_ |= changes;
        if (!flush_.isActive()) flush_.start();
    });
    flush_.setSingleShot(true);
    flush_.setInterval(0);
    connect(&flush_, &QTimer::timeout, this, &Desktop::flush);
    connect(&runs_, &RunControl::started, this, [this] { edits_.startNewRun(); });
    connect(&runs_, &RunControl::ended, this, &Desktop::runEnded);
    connect(&files_, &FileControl::runAsked, &runs_, &RunControl::run);
    connect(&files_, &FileControl::batchAsked, &batch_, &BatchControl::add);
    connect(&exports_, &ExportControl::exported, this, [this] { document_.setExported(); });
    connect(&files_, &FileControl::openFailed, this, [this](const Error& error) {
        if (arguments_.exitAfterRun) end(img2cadseq::exitStatus(error.code()));
    });
    connect(&window_, &widgets::MainWindow::closing, this, [this](QCloseEvent* event) {
        if (!mayClose()) return event->ignore();
        writeSettings();
        document_.stopNow();
        end(status_);
    });
    widgets::WindowActions& actions = window_.actions();
    connect(actions.quit, &QAction::triggered, &window_, &QWidget::close);
    connect(actions.themes, &QActionGroup::triggered, this,
            [this](const QAction* action) { setTheme(action->data().toInt()); });
    connect(actions.runWhenOpened, &QAction::toggled, &files_, &FileControl::setRunWhenOpened);
    wireHelp();
    readSettings();
    document_.setOptions(arguments_.options);
    window_.options()->setDevices({{"auto", tr("Automatic")}});
    window_.show(document_, kEverythingChanged);
}

Desktop::~Desktop() { document_.setObserver({}); }

/// Results that are nowhere but here are asked about.
bool Desktop::mayClose() {
    if (!document_.unsaved() || over_ || arguments_.exitAfterRun || arguments_.exitAfterStartup) return true;
    switch (context_.ask.unsaved(QString::fromStdString(document_.input().name))) {
        case Unsaved::Discard: return true;
        case Unsaved::Save:
            document_.stopNow();
            files_.saveSession([this] { window_.close(); });
            return false;
        case Unsaved::Cancel: break;
    }
    return false;
}

void Desktop::flush() {
    const Changes changes = std::exchange(pending_, 0);
    if (changes == 0) return;
    window_.show(document_, changes);
    runs_.changed(changes);
    exports_.changed(changes);
}

void Desktop::setTheme(int choice) {
    widgets::applyTheme(static_cast<widgets::ThemeChoice>(choice));
    settings_.setText("theme", widgets::themeName(static_cast<widgets::ThemeChoice>(choice)).toStdString());
    runs_.changed(kCandidatesChanged);  // thumbnails on the other ground
}

void Desktop::readSettings() {
    const QString theme =
        QString::fromStdString(arguments_.theme.empty() ? settings_.text("theme", "system") : arguments_.theme);
    const auto choice = widgets::themeOf(theme);
    widgets::applyTheme(choice);
    for (QAction* action : window_.actions().themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(choice));
    window_.restoreLayout(QByteArray::fromBase64(QByteArray::fromStdString(settings_.text("layout"))));
    window_.options()->sizeField()->setInches(settings_.text("unit") == "inch");
    window_.actions().runWhenOpened->setChecked(settings_.text("run-when-opened", "yes") == "yes");
    if (const auto x = arguments_.size.find('x'); x != std::string::npos)
        window_.resize(std::atoi(arguments_.size.c_str()), std::atoi(arguments_.size.c_str() + x + 1));
}

void Desktop::writeSettings() {
    if (arguments_.cleanSettings) return;
    settings_.setText("layout", window_.saveLayout().toBase64().toStdString());
    settings_.setText("unit", window_.options()->sizeField()->inches() ? "inch" : "mm");
    settings_.setText("run-when-opened", window_.actions().runWhenOpened->isChecked() ? "yes" : "no");
    settings_.save();
}

void Desktop::start() {
    window_.QWidget::show();
    QTimer::singleShot(0, this, &Desktop::windowUp);
}

/// The window stands; what takes longer comes now.
void Desktop::windowUp() {
    context_.log(tr("window up after %1 ms").arg(since_.elapsed()));
    window_.options()->setDevices(deviceChoices());
    files_.showStartEntries();
    if (arguments_.exitAfterStartup) {
        connect(&jobs_, &JobRunner::idle, this, [this] { QTimer::singleShot(0, this, &Desktop::ended); });
        return;
    }
    if (!arguments_.cleanSettings) {
        document_.setRecoveryFolder(recoveryFolder());
        files_.offerRecovery(recoveryFolder());
    }
    if (!arguments_.replay.empty()) {
        files_.openRecording(QString::fromStdString(arguments_.replay));
        return;
    }
    jobs_.start(makeJob([engine = engine_] { engine->load(); },
                        [this](const JobOutcome& outcome) {
                            if (outcome.error)
                                context_.report(*outcome.error);
                            else
                                context_.log(tr("engine loaded after %1 ms").arg(since_.elapsed()));
                        }),
                Lane::Run);
    QStringList inputs;
    for (const std::string& input : arguments_.inputs) inputs << QString::fromStdString(input);
    if (!arguments_.run.empty()) inputs = {QString::fromStdString(arguments_.run)};
    files_.openAll(inputs);
}

void Desktop::runEnded() {
    const RunState& run = document_.run();
    if (!arguments_.out.empty() && run.phase != RunPhase::Failed && !run.candidates.empty()) return writeResults();
    if (!arguments_.exitAfterRun && arguments_.screenshot.empty()) return;
    const auto endSoon = [this] { QTimer::singleShot(0, this, &Desktop::ended); };
    if (jobs_.busy())
        connect(&jobs_, &JobRunner::idle, this, endSoon);
    else
        endSoon();
}

void Desktop::writeResults() {
    const auto result =
        std::make_shared<Reconstruction>(reconstructionOf(document_.run(), document_.input().path.string()));
    const auto folder = std::filesystem::path(arguments_.out) / document_.input().name;
    jobs_.start(makeJob([engine = engine_, result, options = document_.run().options,
                         folder] { engine->write(*result, options, folder, false); },
                        [this](const JobOutcome& outcome) {
                            if (outcome.error) {
                                context_.report(*outcome.error);
                                status_ = img2cadseq::exitStatus(outcome.error->code());
                            }
                            if (outcome.ok()) document_.setExported();
                            QTimer::singleShot(0, this, &Desktop::ended);
                        }),
                Lane::Light);
}

/// Nothing is left to be done of the run: picture and end, where they were asked for.
void Desktop::ended() {
    flush();
    if (!arguments_.screenshot.empty()) window_.grab().save(QString::fromStdString(arguments_.screenshot));
    if (arguments_.exitAfterStartup) return end(0);
    if (!arguments_.exitAfterRun) return;
    const RunState& run = document_.run();
    if (run.phase == RunPhase::Failed && run.failure)
        status_ = img2cadseq::exitStatus(run.failure->code);
    else if (run.phase == RunPhase::Stopped)
        status_ = img2cadseq::exitStatus(ErrorCode::Stopped);
    else if (status_ == 0 && std::none_of(run.candidates.begin(), run.candidates.end(),
                                          [](const CandidatePtr& candidate) { return candidate->valid; }))
        status_ = img2cadseq::exitStatus(ErrorCode::NoCandidate);
    end(status_);
}

void Desktop::end(int status) {
    status_ = status;
    if (std::exchange(over_, true)) return;
    Q_EMIT finished(status);
}

}  // namespace img2cadseq::desktop
