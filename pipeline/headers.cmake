# The header-only libraries: the system's, or the folder IMG2CADSEQ_HEADERS that installer/carry_headers.sh fills for
# machines where nothing can be installed. Either way the same target names.

set(IMG2CADSEQ_HEADERS "" CACHE PATH "Folder of header-only libraries made by installer/carry_headers.sh (empty: the system's)")

if(NOT IMG2CADSEQ_HEADERS)
  find_package(spdlog REQUIRED GLOBAL)
  find_package(nlohmann_json REQUIRED GLOBAL)
  find_package(CLI11 REQUIRED GLOBAL)
  find_package(nanoflann REQUIRED GLOBAL)
  find_path(IMG2CADSEQ_RANDOM123 Random123/philox.h REQUIRED)
  mark_as_advanced(IMG2CADSEQ_RANDOM123)
  add_library(random123 INTERFACE IMPORTED GLOBAL)
  target_include_directories(random123 INTERFACE ${IMG2CADSEQ_RANDOM123})
  return()
endif()

file(REAL_PATH ${IMG2CADSEQ_HEADERS} headers BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
foreach(expected IN ITEMS plain/Random123/philox.h plain/nlohmann/json.hpp plain/CLI/CLI.hpp plain/nanoflann.hpp
                          log/spdlog/spdlog.h log/fmt/format.h)
  if(NOT EXISTS ${headers}/${expected})
    message(FATAL_ERROR "IMG2CADSEQ_HEADERS: ${headers} has no ${expected}; make it with installer/carry_headers.sh")
  endif()
endforeach()
foreach(library IN ITEMS random123 nlohmann_json::nlohmann_json CLI11::CLI11 nanoflann::nanoflann)
  add_library(${library} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${library} INTERFACE ${headers}/plain)
endforeach()
add_library(spdlog::spdlog INTERFACE IMPORTED GLOBAL)
target_include_directories(spdlog::spdlog INTERFACE ${headers}/log)
target_compile_definitions(spdlog::spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
