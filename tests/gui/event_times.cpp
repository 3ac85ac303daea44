#include "gui/event_times.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <algorithm>
#include <ctime>
#include <utility>
#include <vector>

namespace img2cadseq::test {
namespace {

double milliseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

struct Spent {
    double wall = 0.0, cpu = 0.0;
};
Spent now() { return {milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID)}; }
Spent operator-(const Spent& a, const Spent& b) { return {a.wall - b.wall, a.cpu - b.cpu}; }

EventTimes times;
std::vector<Spent> inside;  ///< of the events being delivered, outermost first: what was spent on those within them

/// An OpenGL widget draws at once when its size changes.
bool draws(const QObject* receiver, QEvent::Type type) {
    return type == QEvent::Paint || type == QEvent::UpdateRequest || type == QEvent::Expose ||
           (type == QEvent::Resize && receiver->inherits("QOpenGLWidget"));
}

QString nameOf(const QObject* receiver, QEvent::Type type) {
    QString name = receiver->metaObject()->className();
    if (!receiver->objectName().isEmpty()) name += " " + receiver->objectName();
    if (receiver->parent()) name += QString(" in %1").arg(receiver->parent()->metaObject()->className());
    const char* key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name + ": " + (key ? QString(key) : QString::number(type));
}

}  // namespace

bool TimedApplication::notify(QObject* receiver, QEvent* event) {
    if (QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
    const QEvent::Type type = event->type();
    const QString name = nameOf(receiver, type);  // afterwards the receiver may be gone
    const bool drawing = draws(receiver, type);
    inside.push_back({});
    const Spent start = now();
    const bool result = QApplication::notify(receiver, event);
    const Spent whole = now() - start, own = whole - inside.back();
    inside.pop_back();
    if (!inside.empty()) inside.back() = {inside.back().wall + whole.wall, inside.back().cpu + whole.cpu};
    EventTime& time = (drawing ? times.drawing : times.handling)[name];
    ++time.count;
    time.totalMs += own.wall;
    time.longestMs = std::max(time.longestMs, own.wall);
    time.longestCpuMs = std::max(time.longestCpuMs, own.cpu);
    return result;
}

EventTimes TimedApplication::take() { return std::exchange(times, {}); }

EventTime EventTimes::sum(const std::map<QString, EventTime>& times) {
    EventTime all;
    for (const auto& [name, time] : times) {
        all.count += time.count;
        all.totalMs += time.totalMs;
        all.longestMs = std::max(all.longestMs, time.longestMs);
        all.longestCpuMs = std::max(all.longestCpuMs, time.longestCpuMs);
    }
    return all;
}

QString EventTimes::report(int most) const {
    QString text;
    for (const auto& [title, map] : {std::pair("handling", &handling), std::pair("drawing", &drawing)}) {
        std::vector<std::pair<QString, EventTime>> sorted(map->begin(), map->end());
        std::sort(sorted.begin(), sorted.end(),
                  [](const auto& a, const auto& b) { return a.second.longestMs > b.second.longestMs; });
        for (size_t i = 0; i < std::min(sorted.size(), static_cast<size_t>(most)); ++i)
            text += QString("  %1: longest %2 ms (%3 ms of the processor), %4 times, %5 ms in all: %6\n")
                        .arg(title)
                        .arg(sorted[i].second.longestMs, 0, 'f', 1)
                        .arg(sorted[i].second.longestCpuMs, 0, 'f', 1)
                        .arg(sorted[i].second.count)
                        .arg(sorted[i].second.totalMs, 0, 'f', 0)
                        .arg(sorted[i].first);
    }
    return text;
}

}  // namespace img2cadseq::test
