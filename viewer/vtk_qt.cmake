# The Qt widget of VTK, compiled against Qt 6 from the four files that installer/setup.sh took from Debian's source
# package, because Debian 12 builds it for Qt 5 only.

if(DEFINED ENV{XDG_CACHE_HOME})
  set(cache_home $ENV{XDG_CACHE_HOME})
else()
  set(cache_home $ENV{HOME}/.cache)
endif()
set(IMG2CADSEQ_VTK_QT "${cache_home}/img2cadseq/vtk-qt" CACHE PATH "Folder of QVTKOpenGLNativeWidget and its adapters")
if(NOT EXISTS ${IMG2CADSEQ_VTK_QT}/QVTKOpenGLNativeWidget.cxx)
  message(FATAL_ERROR "${IMG2CADSEQ_VTK_QT} has no QVTKOpenGLNativeWidget.cxx; installer/setup.sh puts it there, or "
    "set IMG2CADSEQ_VTK_QT to VTK's GUISupport/Qt")
endif()

# Headers that VTK's own build makes: where exports need no word, they are all but empty.
set(made ${CMAKE_CURRENT_BINARY_DIR}/vtk_qt)
file(CONFIGURE OUTPUT ${made}/vtkGUISupportQtModule.h CONTENT "#pragma once\n#define VTKGUISUPPORTQT_EXPORT\n")
file(CONFIGURE OUTPUT ${made}/QVTKWin32Header.h CONTENT "#pragma once\n")

set(vtk_qt_sources)
foreach(name IN ITEMS QVTKOpenGLNativeWidget QVTKRenderWindowAdapter QVTKInteractorAdapter QVTKInteractor)
  list(APPEND vtk_qt_sources ${IMG2CADSEQ_VTK_QT}/${name}.cxx ${IMG2CADSEQ_VTK_QT}/${name}.h)
endforeach()
add_library(vtk_qt STATIC ${vtk_qt_sources} ${IMG2CADSEQ_VTK_QT}/QVTKInteractorInternal.h)
set_target_properties(vtk_qt PROPERTIES AUTOMOC ON)
target_compile_options(vtk_qt PRIVATE -w)
target_include_directories(vtk_qt SYSTEM PUBLIC ${IMG2CADSEQ_VTK_QT} ${made})
target_link_libraries(vtk_qt PUBLIC Qt6::Widgets Qt6::OpenGLWidgets VTK::InteractionStyle VTK::RenderingOpenGL2)
