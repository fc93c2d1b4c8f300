/// For a build without TBB: why_no_tbb() gives the reason, and all other functions throw it.
#include <stdexcept>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

std::optional<std::string> why_no_tbb() {
    return "built without TBB; try: apt-get install libtbb-dev, then cmake --preset release, then "
           "./triptych";
}

std::string tbb_version() {
    return {};
}

// NOLINTBEGIN(performance-unnecessary-value-param): the signatures are the other file's

Values tbb_merge_sort(Values /*values*/) {
    throw std::logic_error{*why_no_tbb()};
}

Lists tbb_sort_many(Lists /*lists*/, int /*workers*/) {
    throw std::logic_error{*why_no_tbb()};
}

Lists tbb_sort_many_task_group(Lists /*lists*/, int /*workers*/) {
    throw std::logic_error{*why_no_tbb()};
}

// NOLINTEND(performance-unnecessary-value-param)

std::int64_t tbb_shared_counter(const Race& /*race*/) {
    throw std::logic_error{*why_no_tbb()};
}

std::int64_t tbb_fork_join(const Division& /*division*/) {
    throw std::logic_error{*why_no_tbb()};
}

std::vector<Receipt> tbb_producer_consumer(const Trade& /*trade*/) {
    throw std::logic_error{*why_no_tbb()};
}

}  // namespace triptych::peers
