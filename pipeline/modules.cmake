# One helper for libraries and one for their tests, over the list of allowed edges in pipeline/layers.txt.

set(IMG2CADSEQ_PIPELINE_DIR ${CMAKE_CURRENT_LIST_DIR})
set(IMG2CADSEQ_TRAIN_MODULES core geometry cad csg codes synth metrics nn learn)

# Sets `out` to the folders that `folder` may include, from layers.txt.
function(img2cadseq_allowed folder out)
  file(STRINGS ${IMG2CADSEQ_PIPELINE_DIR}/layers.txt line REGEX "^${folder}:")
  if(NOT line)
    message(FATAL_ERROR "${folder} has no line in pipeline/layers.txt")
  endif()
  string(REGEX REPLACE "^[^:]*: *" "" names "${line}")
  string(REPLACE " " ";" names "${names}")
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

# img2cadseq_module(NAME [SHARED] SOURCES ... USES folder... [LINK lib...] [LINK_PRIVATE lib...])
# USES are folders of this project and must be allowed by layers.txt; LINK are outside libraries.
function(img2cadseq_module name)
  cmake_parse_arguments(ARG "SHARED" "" "SOURCES;USES;LINK;LINK_PRIVATE" ${ARGN})
  img2cadseq_allowed(${name} allowed)
  foreach(used IN LISTS ARG_USES)
    if(NOT used IN_LIST allowed)
      message(FATAL_ERROR "${name} may not use ${used}: see pipeline/layers.txt")
    endif()
  endforeach()
  set(kind STATIC)
  if(ARG_SHARED)
    set(kind SHARED)
  endif()
  add_library(${name} ${kind} ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${IMG2CADSEQ_PIPELINE_DIR} ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_USES} ${ARG_LINK} PRIVATE ${ARG_LINK_PRIVATE})
endfunction()

# img2cadseq_test(NAME [SERIAL] SOURCES ... USES target... [LINK lib...]): one program a folder, every TEST a ctest case.
# SERIAL: nothing runs beside its cases, for those that need the keyboard focus of the one display.
function(img2cadseq_test name)
  cmake_parse_arguments(ARG "SERIAL" "" "SOURCES;USES;LINK" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${ARG_USES} ${ARG_LINK} GTest::gtest GTest::gmock GTest::gtest_main)
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(test_${name} PRIVATE
    IMG2CADSEQ_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    IMG2CADSEQ_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60 
    PROPERTIES LABELS ${name} TIMEOUT 600 RUN_SERIAL ${ARG_SERIAL})
endfunction()
