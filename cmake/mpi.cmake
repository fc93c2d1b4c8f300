# The process model on more than one machine, where an MPI is installed; elsewhere its rows are skipped
# and say what to install. Only the ranks are linked with MPI, and only triptych_mpi includes mpi.h: the
# other programs start mpirun. Sanitizers would look into MPI, which is compiled without them.
if(TRIPTYCH_SANITIZE)
  return()
endif()
set(MPI_CXX_SKIP_MPICXX ON)  # the bindings for C++ that MPI 3 has removed
find_package(MPI 3.0 COMPONENTS CXX)
if(NOT MPI_CXX_FOUND)
  message(STATUS "MPI is left out: install openmpi-bin and libopenmpi-dev")
  return()
endif()

add_library(triptych_mpi
  processes/mpi/merge_sort.cpp
  processes/mpi/primitives/remote_counter.cpp
  processes/mpi/primitives/world.cpp
  processes/mpi/shared_counter.cpp
  processes/mpi/sort_many.cpp)
target_link_libraries(triptych_mpi
  PUBLIC triptych_options triptych_common
  PRIVATE MPI::MPI_CXX)
target_precompile_headers(triptych_mpi REUSE_FROM triptych_common)

add_executable(triptych_rank
  benches/cost.cpp
  benches/mpi/rank.cpp
  benches/mpi/rank_workloads.cpp)
target_link_libraries(triptych_rank PRIVATE triptych_mpi)
target_precompile_headers(triptych_rank REUSE_FROM triptych_common)
