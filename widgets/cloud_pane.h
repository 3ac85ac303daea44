#pragma once
// Second and third view: a cloud, coloured by what is known of its points.

#include "document/document.h"
#include "viewer/scene_view.h"
#include "widgets/view_pane.h"

class QComboBox;

namespace img2cadseq::widgets {

class CloudPane : public ViewPane {
    Q_OBJECT
public:
    enum class Kind { Coarse, Refined };
    explicit CloudPane(Kind kind, QWidget* parent = nullptr);

    void show(const Document& document, Changes changes);
    viewer::SceneView* view() const { return view_; }
    viewer::CloudColour colour() const;
    void setColour(viewer::CloudColour colour);
    void changePointSize(double factor);

private:
    void offerColours(const PointCloud& cloud);

    Kind kind_;
    viewer::SceneView* view_;
    QComboBox* colour_;
    double pointSize_ = 3.0, shownSize_ = 0.0;
};

}  // namespace img2cadseq::widgets
