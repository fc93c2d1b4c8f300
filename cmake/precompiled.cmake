# The standard library's and fmt's headers are most of what a file compiles: so they are compiled once
# for all files with the same options. Each file includes what it needs all the same: with
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON everything compiles as well.
set(TRIPTYCH_PRECOMPILED
  <algorithm> <chrono> <functional> <map> <memory> <mutex> <optional> <ranges> <span> <string>
  <thread> <vector> <fmt/format.h>)

# What a file compiles itself is little beside the templates of its headers, which every file
# instantiates anew: so a few files at once compile three times as fast. For what is not measured only
# (a measured implementation is optimised by itself), and where no two files have the same name in
# their unnamed namespaces. For those who change one file again and again, and for tools that want each
# file by itself: -DTRIPTYCH_UNITY_BUILD=OFF, as the preset `debug` has it.
option(TRIPTYCH_UNITY_BUILD "compile several files at once, where nothing is measured" ON)
set(TRIPTYCH_UNITY_BATCH 8 CACHE STRING "how many files at once; 0: all of a target")
mark_as_advanced(TRIPTYCH_UNITY_BATCH)

# Warnings that take the files of a batch for one. (The last of all options, if linked last.)
add_library(triptych_unity_options INTERFACE)
target_compile_options(triptych_unity_options INTERFACE
  -Wno-shadow $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)

# triptych_unity(TARGET [EXCEPT SOURCE...])
function(triptych_unity target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "EXCEPT")
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ${TRIPTYCH_UNITY_BUILD}
    UNITY_BUILD_BATCH_SIZE ${TRIPTYCH_UNITY_BATCH})
  set_source_files_properties(${arg_EXCEPT} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  if(TRIPTYCH_UNITY_BUILD)
    target_link_libraries(${target} PRIVATE triptych_unity_options)
  endif()
endfunction()
