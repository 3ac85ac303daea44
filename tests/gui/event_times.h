#pragma once
// How long the window's thread spends on each event, drawing apart from the rest.

#include <QApplication>
#include <QString>
#include <map>

namespace img2cadseq::test {

/// Of all events of one kind to one class of object. Wall time counts what other threads took of the core; both are of
/// the event alone, without those delivered inside it.
struct EventTime {
    int count = 0;
    double longestMs = 0.0, longestCpuMs = 0.0, totalMs = 0.0;
};

struct EventTimes {
    std::map<QString, EventTime> handling, drawing;  ///< by "receiver event"

    /// Of all events but those that draw, and of those that do.
    EventTime handled() const { return sum(handling); }
    EventTime drawn() const { return sum(drawing); }
    QString report(int most) const;  ///< the longest of each, a line an event

private:
    static EventTime sum(const std::map<QString, EventTime>& times);
};

/// An application that times its events.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override;

    /// What was timed since the last call.
    static EventTimes take();
};

}  // namespace img2cadseq::test
