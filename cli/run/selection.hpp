/// From words on the command line to the benchmarks to measure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "benches/catalog/catalog.hpp"
#include "cli/run/parameters.hpp"
#include "common/harness/benchmark.hpp"

namespace triptych::cli {

/// What the user asked for; an empty list means the default.
struct Request {
    std::vector<std::string> workloads = {};
    std::vector<std::string> models = {};  // "threads", or one variant: "threads.pool"
    std::vector<std::string> sizes = {};   // as typed
    bool quick = false;
    bool sweep = false;  // all sizes, not only the usual one
    std::vector<ParameterList> parameters = {};
    bool peers = false;          // peers, too; without it only those that `models` names
    bool loop_is_set = false;    // --loop was given: coroutines must be among the benchmarks
    bool ranks_are_set = false;  // --ranks, --hosts or --oversubscribe: ranks must be among them
};

/// The benchmark of one implementation, not yet measured.
harness::Result unmeasured(const Workload& workload, const Implementation& implementation,
                           std::int64_t size, const Parameters& set = {});

/// The benchmarks asked for, not yet measured: workloads in the catalog's order, sizes ascending,
/// implementations in the catalog's order. The baseline is always included, for comparison. Throws
/// UsageError if a word is unknown, a size or a parameter is not allowed, or nothing matches.
std::vector<harness::Result> select(std::span<const Workload> workloads, const Request& request);

}  // namespace triptych::cli
