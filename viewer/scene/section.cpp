#include "viewer/scene/section.h"

#include <vtkContourTriangulator.h>
#include <vtkCutter.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>

namespace img2cadseq::viewer {

SectionCut cut(vtkPolyData* surface, const SectionPlane& plane) {
    const Vec3 normal = normalized(plane.normal);
    // A plane that lies in a face of the part has no outline there; a hair further in it has.
    const Vec3 origin = plane.origin + normal * (surface->GetLength() * 1e-5);
    vtkNew<vtkPlane> function;
    function->SetOrigin(origin.x, origin.y, origin.z);
    function->SetNormal(normal.x, normal.y, normal.z);
    vtkNew<vtkCutter> cutter;
    cutter->SetInputData(surface);
    cutter->SetCutFunction(function);
    vtkNew<vtkContourTriangulator> filler;
    filler->SetInputConnection(cutter->GetOutputPort());
    filler->Update();

    SectionCut result{cutter->GetOutput(), filler->GetOutput()};
    vtkNew<vtkFloatArray> normals;
    normals->SetNumberOfComponents(3);
    normals->SetNumberOfTuples(result.cap->GetNumberOfPoints());
    for (vtkIdType i = 0; i < result.cap->GetNumberOfPoints(); ++i)
        normals->SetTuple3(i, -normal.x, -normal.y, -normal.z);
    result.cap->GetPointData()->SetNormals(normals);
    return result;
}

}  // namespace img2cadseq::viewer
