#pragma once
// What the user does and may undo: prompts, mask, choice, pins, comparison.

#include <QObject>

#include "app/desktop/context.h"

namespace img2cadseq::desktop {

class EditControl : public QObject {
    Q_OBJECT
public:
    explicit EditControl(Context& context);

    void perform(const Edit& edit, const QString& text);
    /// Choices of before concern candidates that are gone: their commands do nothing from now on.
    void startNewRun() { ++*run_; }

private:
    void wirePhoto();
    void wireCandidates();
    void measureOnPhoto(const Vec2& from, const Vec2& to);

    Context& context_;
    std::shared_ptr<int> run_ = std::make_shared<int>(0);
};

}  // namespace img2cadseq::desktop
