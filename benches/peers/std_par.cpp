/// The workloads with std::execution::par (C++17), if the standard library has a backend for it.
#include <algorithm>
#include <execution>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

/// Without TBB at compile time, libstdc++ silently runs everything on one thread.
std::optional<std::string> why_no_std_par() {
#ifdef _PSTL_PAR_BACKEND_TBB
    return std::nullopt;
#else
    return "std::execution::par would run on one thread: this standard library has no backend "
           "for it here; try: apt-get install libtbb-dev, then cmake --preset release, then "
           "./triptych";
#endif
}

Values par_merge_sort(Values values) {
    std::sort(std::execution::par, values.begin(), values.end());
    return values;
}

Lists par_sort_many(Lists lists) {
    std::for_each(std::execution::par, lists.begin(), lists.end(),
                  [](Values& list) { std::ranges::sort(list); });
    return lists;
}

}  // namespace triptych::peers
