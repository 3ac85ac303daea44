#pragma once
// A view of a cloud or a solid in the window: VTK inside Qt, behind plain data.

#include <QString>
#include <QWidget>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "geometry/mesh.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

/// To be called before the QApplication is made: asks Qt for the kind of OpenGL that VTK needs.
void prepareOpenGl();

/// Shows one cloud, one mesh, a mesh to compare it with, or all of them. Setting data does not move the camera, unless
/// it is the first that the view (or the views that share its camera) shows. Every setter asks for one rendering, which
/// follows in the next turn of the event loop and only while the widget can be seen.
/// Mouse: left turns, middle or shift + left moves, right or wheel zooms, a click without a move picks.
/// Where the platform has no OpenGL the widget shows words in place of the scene, and everything else works as before.
class SceneView : public QWidget {
    Q_OBJECT
public:
    explicit SceneView(QWidget* parent = nullptr);
    ~SceneView() override;

    bool hasOpenGl() const;

    // --- what is shown
    void setCloud(const PointCloud& cloud, CloudColour colour = CloudColour::Plain);
    void setCloudColour(CloudColour colour);
    void setPointSize(double pixels);
    void setMesh(const Mesh& mesh, const MeshStyle& style = {});
    void setMeshStyle(const MeshStyle& style);
    /// A second part, translucent, in another colour.
    void setCompareMesh(const Mesh& mesh);
    void clearCloud();
    void clearMesh();
    void clearCompareMesh();
    /// Takes everything away, message, section, marks and measurements included. The camera stays until, with every
    /// view that shares it cleared, something new comes: that is fitted.
    void clear();
    /// Words in place of a scene, e.g. why there is none. Empty: none.
    void setMessage(const QString& text);
    QString message() const;

    // --- marks on the mesh. They go with the next setMesh.
    /// One colour a BRep face; empty: the part's own colour.
    void setFaceColours(const std::vector<Rgb>& colours);
    void highlightFaces(const std::vector<uint32_t>& faceIds);
    /// One a BRep face: marks the faces that the photograph has not seen.
    void setUnseenFaces(const std::vector<bool>& unseen);
    /// Draws `surface` (the mesh in triangles small enough for it, faces as in the mesh) with a distance a vertex, in
    /// scene units, coloured from 0 to `largest`, and a scalar bar. Picking and measuring go on with the mesh. {}: off.
    void setHeatMap(const Mesh& surface, const std::vector<float>& distances, double largest);

    // --- camera
    /// From now on this view and `other`, with all that share theirs, look through `other`'s camera.
    void shareCameraWith(SceneView& other);
    void setStandardView(StandardView view);
    /// Everything shown (in any view that shares the camera) fills the view; the direction stays.
    void fit();
    /// Iso, and fit.
    void resetCamera();
    void setPerspective(bool perspective);
    /// Direction from the camera into the scene, unit.
    Vec3 viewDirection() const;
    Vec3 viewUp() const;

    // --- aids
    void setSectionPlane(const std::optional<SectionPlane>& plane);
    void setMeasureMode(MeasureMode mode);
    void clearMeasurements();
    void setLengthUnit(const LengthUnit& unit);
    /// The box round what is shown, with its three sizes.
    void setBoxSizes(bool shown);
    void setScaleBar(bool shown);
    void setViewCube(bool shown);
    void setTheme(ViewTheme theme);

    // --- rendering
    /// At most one rendering a turn of the event loop, however often this is called.
    void scheduleRender();
    /// Renderings so far, and what they took in all.
    long renderCount() const;
    double renderMilliseconds() const;
    /// The scene as it stands, without widgets over it. Empty where there is no OpenGL.
    Image screenshot(int width, int height);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void facePicked(int faceId);         ///< a click; -1 beside the part, or where the mesh has no faces
    void measured(const QString& text);  ///< "12.5 mm", "radius 4 mm"

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace img2cadseq::viewer
