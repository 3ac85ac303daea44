#pragma once
// What a run is asked for: seed with dice, presets, and a control for every option of the table.

#include <QWidget>
#include <map>
#include <string>

#include "core/options.h"
#include "document/run_state.h"

class QComboBox;
class QFormLayout;
class QToolButton;

namespace img2cadseq::widgets {

class SizeField;

/// A device as the user knows it, e.g. {"cuda:0", "NVIDIA H100, 78 GiB free"}.
struct DeviceChoice {
    QString value, name;
};

class OptionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit OptionsPanel(QWidget* parent = nullptr);

    const ReconstructOptions& options() const { return options_; }
    void setOptions(const ReconstructOptions& options);  ///< without a signal
    void setDevices(const QList<DeviceChoice>& devices);
    SizeField* sizeField() const { return size_; }

public Q_SLOTS:
    void rollDice();    ///< another seed
    void toggleMore();  ///< unfolds or folds the other options

Q_SIGNALS:
    void optionsChanged(const img2cadseq::ReconstructOptions& options);

private:
    void addRow(QFormLayout* form, const std::string& name);
    QWidget* editorOf(const std::string& name);
    void setMoreShown(bool shown);
    void applyPreset(int index);
    void changed();
    void refresh();

    ReconstructOptions options_;
    OptionList table_;
    std::map<std::string, QWidget*> editors_;
    QComboBox *presets_, *device_ = nullptr;
    SizeField* size_ = nullptr;
    QToolButton* moreButton_;
    QWidget* more_;
};

}  // namespace img2cadseq::widgets
