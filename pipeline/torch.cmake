# LibTorch as the imported target torch::torch.
#
# Made by hand, because find_package(Torch) wants CUDA's toolkit wherever LibTorch was built with CUDA, writes -gencode
# flags into the CUDA language and puts LibTorch's include folder (with an fmt of its own) on every target of a folder.
# Looked for, in this order, as a wheel's folder or an unpacked libtorch archive:
#   IMG2CADSEQ_TORCH_DIR, Torch_DIR, CMAKE_PREFIX_PATH, the set-up's virtual environment, the PATH's python3.

set(IMG2CADSEQ_TORCH_DIR "" CACHE PATH "Folder of LibTorch: the one that holds include/ and lib/ (empty: look for it)")
option(IMG2CADSEQ_TORCH_PCH "Precompile torch/torch.h for the targets that ask for it" ON)
option(IMG2CADSEQ_TORCH_UNITY "Compile the units that include torch/torch.h several at a time" ON)
set(IMG2CADSEQ_TORCH_MINIMUM 2.4)

# Sets `out` to the candidate folders, best first.
function(img2cadseq_torch_candidates out)
  set(found)
  foreach(prefix IN LISTS IMG2CADSEQ_TORCH_DIR Torch_DIR CMAKE_PREFIX_PATH)
    list(APPEND found ${prefix} ${prefix}/torch ${prefix}/libtorch ${prefix}/../.. ${prefix}/../../..)
  endforeach()
  set(cache "$ENV{XDG_CACHE_HOME}")
  if(NOT cache)
    set(cache "$ENV{HOME}/.cache")
  endif()
  file(GLOB installed ${cache}/img2cadseq/venv/lib/python3*/site-packages/torch)
  list(APPEND found ${installed})
  find_program(IMG2CADSEQ_PYTHON3 python3)
  mark_as_advanced(IMG2CADSEQ_PYTHON3)
  if(IMG2CADSEQ_PYTHON3)
    execute_process(
      COMMAND ${IMG2CADSEQ_PYTHON3} -c
              "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"
      OUTPUT_VARIABLE fromPython OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND found ${fromPython})
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# Sets `out` to the version stated by the headers in `dir`, or to nothing where there is no LibTorch.
function(img2cadseq_torch_version dir out)
  set(version)
  foreach(header IN ITEMS headeronly/version.h csrc/api/include/torch/version.h)
    if(EXISTS ${dir}/include/torch/${header} AND EXISTS ${dir}/lib/libtorch_cpu.so)
      file(STRINGS ${dir}/include/torch/${header} lines REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) +[0-9]+")
      if(lines)
        string(REGEX REPLACE "[^;0-9]+" "" version "${lines}")
        string(REPLACE ";" "." version "${version}")
        break()
      endif()
    endif()
  endforeach()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()

function(img2cadseq_find_torch)
  img2cadseq_torch_candidates(candidates)
  set(refused)
  foreach(dir IN LISTS candidates)
    img2cadseq_torch_version(${dir} version)
    if(NOT version)
      continue()
    endif()
    file(REAL_PATH ${dir} dir)
    if(version VERSION_LESS IMG2CADSEQ_TORCH_MINIMUM)
      string(APPEND refused "\n  ${dir} is ${version}; at least ${IMG2CADSEQ_TORCH_MINIMUM} is needed")
      continue()
    endif()
    set(config)
    if(EXISTS ${dir}/share/cmake/Torch/TorchConfig.cmake)
      file(STRINGS ${dir}/share/cmake/Torch/TorchConfig.cmake config REGEX "_GLIBCXX_USE_CXX11_ABI=0")
    endif()
    if(config)
      string(APPEND refused "\n  ${dir} (${version}) has the C++ ABI from before GCC 5; take a cxx11-ABI build")
      continue()
    endif()
    set(torchDir ${dir} PARENT_SCOPE)
    set(torchVersion ${version} PARENT_SCOPE)
    return()
  endforeach()
  message(FATAL_ERROR "LibTorch ${IMG2CADSEQ_TORCH_MINIMUM} or newer was not found.${refused}\n"
    "Run installer/setup.sh, or name a folder that holds its include/ and lib/: -DIMG2CADSEQ_TORCH_DIR=...")
endfunction()

function(img2cadseq_import_torch dir version)
  foreach(library IN ITEMS torch_cpu c10)
    add_library(torch::${library} SHARED IMPORTED GLOBAL)
    set_target_properties(torch::${library} PROPERTIES IMPORTED_LOCATION ${dir}/lib/lib${library}.so)
  endforeach()
  # Nothing calls the CUDA half by name, it registers itself when loaded: so it must stay linked.
  # What computes on CUDA devices is not linked: it takes 0.4 s and 350 MB to load, and nn/device.cpp loads it where
  # there is a driver.
  add_library(torch::torch INTERFACE IMPORTED GLOBAL)
  # libstdc++ first: LibTorch exports a std::filesystem of its own whose remove_all calls a null pointer.
  target_include_directories(torch::torch SYSTEM INTERFACE ${dir}/include ${dir}/include/torch/csrc/api/include)
  target_link_libraries(torch::torch INTERFACE "-Wl,--push-state,--no-as-needed,-lstdc++,--pop-state"
    torch::torch_cpu torch::c10)
  set_target_properties(torch::torch PROPERTIES IMG2CADSEQ_VERSION ${version} IMG2CADSEQ_DIR ${dir})
  message(STATUS "LibTorch ${version}: ${dir}")
endfunction()

# Lets `target` use the one precompiled torch/torch.h (0.7 GB, as long to make as two units without it). It must be
# compiled as the targets are that use it: programs as position-independent as libraries, no options of their own that
# change the code.
function(img2cadseq_torch_pch target)
  if(NOT IMG2CADSEQ_TORCH_PCH)
    return()
  endif()
  set(options -fPIC $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  if(NOT TARGET torch_pch)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/torch_pch.cpp CONTENT "")
    add_library(torch_pch OBJECT ${CMAKE_BINARY_DIR}/torch_pch.cpp)
    target_link_libraries(torch_pch PRIVATE torch::torch Threads::Threads)
    target_compile_options(torch_pch PRIVATE ${options})
    target_precompile_headers(torch_pch PRIVATE <torch/torch.h>)
  endif()
  target_compile_options(${target} PRIVATE ${options})
  target_precompile_headers(${target} REUSE_FROM torch_pch)
endfunction()

if(NOT TARGET torch::torch)
  img2cadseq_find_torch()
  img2cadseq_import_torch(${torchDir} ${torchVersion})
endif()
