#include "app/desktop/devices.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <memory>

#include <dlfcn.h>

namespace img2cadseq::desktop {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Devices", text); }

constexpr double kGib = 1024.0 * 1024.0 * 1024.0;

/// The value after `key` and its colon in a file of /proc.
QString procValue(const QString& path, const QString& key) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) return {};
    for (QTextStream stream(&file);;) {
        const QString line = stream.readLine();
        if (line.isNull()) return {};
        if (line.startsWith(key)) return line.section(':', 1).trimmed();
    }
}

QString processorName() {
    const QString name = procValue("/proc/cpuinfo", "model name").section('@', 0, 0).simplified();
    const double free = procValue("/proc/meminfo", "MemAvailable").section(' ', 0, 0).toDouble() * 1024 / kGib;
    return tr("%1, %2 GiB free").arg(name.isEmpty() ? tr("Processor") : name).arg(free, 0, 'f', 0);
}

/// The four functions of NVIDIA's management library that are needed, as its documentation gives them.
class Nvml {
public:
    Nvml() : library_(::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL)) {
        if (!library_) return;
        const auto init = find<int()>("nvmlInit_v2");
        if (!init || init() != 0) return;
        find_ = find<int(unsigned, void**)>("nvmlDeviceGetHandleByIndex_v2");
        count_ = find<int(unsigned*)>("nvmlDeviceGetCount_v2");
        name_ = find<int(void*, char*, unsigned)>("nvmlDeviceGetName");
        memory_ = find<int(void*, Memory*)>("nvmlDeviceGetMemoryInfo");
    }
    ~Nvml() {
        if (library_) ::dlclose(library_);
    }
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    QList<widgets::DeviceChoice> devices() const {
        QList<widgets::DeviceChoice> all;
        unsigned count = 0;
        if (!find_ || !count_ || !name_ || !memory_ || count_(&count) != 0) return all;
        for (unsigned i = 0; i < count; ++i) {
            void* device = nullptr;
            char name[96] = {};
            Memory memory;
            if (find_(i, &device) != 0 || name_(device, name, sizeof(name)) != 0 || memory_(device, &memory) != 0)
                continue;
            all << widgets::DeviceChoice{
                QString("cuda:%1").arg(i),
                tr("%1, %2 GiB free").arg(QString(name)).arg(static_cast<double>(memory.free) / kGib, 0, 'f', 0)};
        }
        return all;
    }

private:
    struct Memory {
        unsigned long long total = 0, free = 0, used = 0;
    };
    template <class Function>
    Function* find(const char* name) const {
        return reinterpret_cast<Function*>(::dlsym(library_, name));
    }

    void* library_;
    int (*find_)(unsigned, void**) = nullptr;
    int (*count_)(unsigned*) = nullptr;
    int (*name_)(void*, char*, unsigned) = nullptr;
    int (*memory_)(void*, Memory*) = nullptr;
};

}  // namespace

QList<widgets::DeviceChoice> deviceChoices() {
    QList<widgets::DeviceChoice> all{{"auto", tr("Automatic")}, {"cpu", processorName()}};
    all << Nvml().devices();
    return all;
}

}  // namespace img2cadseq::desktop
