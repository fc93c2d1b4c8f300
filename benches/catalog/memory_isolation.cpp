#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

template <typename Check>
auto writing(Visibility (*solve)(std::int64_t), Check check) {
    return [=](std::int64_t size, std::uint64_t /*seed*/) {
        PreparedRun prepared = prepare_run(
            size, solve, [=](const Visibility& visibility) { return check(size, visibility); },
            visibility_metrics);
        prepared.ideal_is_reachable = false;  // one worker writes: the others' cores do not help
        return prepared;
    };
}

auto seen(Visibility (*solve)(std::int64_t)) {
    return writing(solve, check_all_seen);
}

auto unseen(Visibility (*solve)(std::int64_t)) {
    return writing(solve, check_nothing_seen);
}

/// Each page may exist twice.
std::optional<std::string> too_much(std::int64_t size) {
    const auto pages_allowed = +[] { return memory_allows(2 * page_bytes); };
    return more_than(pages_allowed, "pages")(size);
}

}  // namespace

Workload memory_isolation_workload() {
    return {
        .name = "memory_isolation",
        .problem = "A worker writes into many pages: does its creator see it?",
        .unit = "pages",
        .usual = 10'000,
        .sizes = {1'000, 10'000},
        .quick = {1'000},
        .largest = 10'000'000,
        .implementations = {{"sequential", "", "the writer itself reads", Role::baseline,
                             seen(sequential::memory_isolation), too_much},
                            {"threads", "", "the same memory", Role::contender,
                             seen(threads::memory_isolation), too_much},
                            {"processes", "shared", "a shared mapping", Role::contender,
                             seen(processes::memory_isolation_shared), too_much},
                            {"processes", "private", "a copy, made at the first write",
                             Role::broken, unseen(processes::memory_isolation_private), too_much},
                            {"coroutines", "", "the same memory", Role::contender,
                             seen(coroutines::memory_isolation), too_much}},
    };
}

}  // namespace triptych
