/// For a build without OpenMP: why_no_openmp() gives the reason, and all other functions throw it.
/// (The compiler would ignore the pragmas, and everything would run on one thread.)
#include <stdexcept>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

std::optional<std::string> why_no_openmp() {
    return "built without OpenMP, which g++ includes; for clang try: apt-get install "
           "libomp-dev, then cmake --preset release, then ./triptych";
}

std::string openmp_version() {
    return {};
}

// NOLINTBEGIN(performance-unnecessary-value-param): the signatures are the other file's

Values openmp_merge_sort(Values /*values*/) {
    throw std::logic_error{*why_no_openmp()};
}

Lists openmp_sort_many(Lists /*lists*/, int /*workers*/) {
    throw std::logic_error{*why_no_openmp()};
}

// NOLINTEND(performance-unnecessary-value-param)

std::int64_t openmp_shared_counter(const Race& /*race*/) {
    throw std::logic_error{*why_no_openmp()};
}

std::int64_t openmp_fork_join(const Division& /*division*/) {
    throw std::logic_error{*why_no_openmp()};
}

std::int64_t openmp_shared_counter_reduction(const Race& /*race*/) {
    throw std::logic_error{*why_no_openmp()};
}

}  // namespace triptych::peers
