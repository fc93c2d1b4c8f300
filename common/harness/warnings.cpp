#include "common/harness/warnings.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <fmt/format.h>

#include "common/harness/canary.hpp"
#include "common/harness/contention.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/report.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/text.hpp"

namespace triptych::harness {
namespace {

using Group = std::span<const Result>;

/// "merge_sort, 1,000 ints" of each group for which `is` holds.
template <typename Is>
std::vector<std::string> groups_that(Group results, Is is) {
    std::vector<std::string> names;
    for (const Group group : groups_of(results))
        if (is(group))
            names.push_back(fmt::format("{} ({})", group.front().benchmark.workload,
                                        size_text(group.front().benchmark)));
    return names;
}

std::vector<std::string> benchmarks_with_outliers(Group results) {
    std::vector<std::string> names;
    for (const Result& result : results)
        if (const std::size_t count = result.repetitions.size(),
            far = outliers(wall_seconds(result));
            far * one_outlier_in > count)
            names.push_back(fmt::format("{} ({} of {})", result.benchmark.name(), far, count));
    return names;
}

/// "merge_sort/threads/1000 (0.8 of 2 cores)" of each benchmark that computes, and during whose
/// timed runs others used too much. Where cores of the machine are not ours, nobody knows on which
/// ones the others were.
std::vector<std::string> contended_benchmarks(Group results, const Host& host) {
    std::vector<std::string> names;
    if (host.cores != host.cores_online) return names;
    for (const Group group : groups_of(results)) {
        if (cores_withheld(group, host.cores)) continue;  // another warning names the whole group
        for (const Summary& summary : summarize(group, host.cores)) {
            const double cores = summary.result->contention.cores();
            if (cores > tolerable_part * host.cores && summary.busy.value_or(0) >= computes_from)
                names.push_back(fmt::format("{} ({:.1f} of {})", summary.benchmark().name(), cores,
                                            host.cores));
        }
    }
    return names;
}

std::string cores_text(double cores) {
    return fmt::format("{:.3g} core{}", cores, cores == 1 ? "" : "s");
}

}  // namespace

std::size_t outliers(std::span<const double> values) {
    if (values.size() < static_cast<std::size_t>(enough_repetitions)) return 0;
    std::vector<double> sorted{values.begin(), values.end()};
    const double median = boost::math::statistics::median(sorted.begin(), sorted.end());
    std::vector<double> deviations;
    for (const double value : values)
        deviations.push_back(std::abs(value - median));
    // Not Boost's median_absolute_deviation: in version 1.74 it does not subtract the median.
    const double mad = boost::math::statistics::median(deviations.begin(), deviations.end());
    if (mad == 0) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(
        deviations, [&](double deviation) { return deviation / mad > 1.4826 * 10; }));
}

Warning cores_warning(std::string_view before) {
    return {"cores",
            fmt::format("CPU contention: other programs (or the host) are using the cores. Two "
                        "threads did less than {} times the work of one before {}; nothing is "
                        "ranked there. Close other programs, use a machine with fewer tenants, "
                        "or allow cores that are not two hyper-threads of one core.",
                        least_speedup, before)};
}

std::vector<Warning> warnings(Group results, const Host& host, int enough) {
    std::vector<Warning> all;
    const auto withheld = [&](Group group) { return cores_withheld(group, host.cores); };
    if (const auto names = groups_that(results, withheld); !names.empty())
        all.push_back(cores_warning(enumerate(names)));
    if (const auto names = contended_benchmarks(results, host); !names.empty())
        all.push_back(
            {"contention",
             fmt::format("other programs, or the host, used the cores while these ran, so "
                         "they are slower than they would be alone: {}. Close other "
                         "programs and run it again.",
                         enumerate(names))});
    if (const auto names = benchmarks_with_outliers(results); !names.empty())
        all.push_back({"outliers", fmt::format("many repetitions are outliers: {}. Another program "
                                               "probably ran at the same time: close it and run "
                                               "again.",
                                               enumerate(names))});
    const bool has_mattered = !all.empty();
    const auto few = [&](Group group) { return has_too_few(group, enough); };
    if (const auto names = groups_that(results, few); !names.empty())
        all.push_back(
            {"repetitions",
             fmt::format(
                 "an implementation has fewer than {} repetitions, and its median is not known to "
                 "{:g} %: {}. Try: --repetitions {}, which has no time limit.",
                 enough, 100 * narrow_margin, enumerate(names), enough)});
    if (host.load && *host.load > 0.5 * host.cores && has_mattered)
        all.push_back(
            {"load",
             fmt::format("the machine was busy before the run began (load average "
                         "{:.1f} on {}): look with top at what is running and wait for its end; "
                         "a build that has just ended still counts for a minute.",
                         *host.load, cores_text(host.cores))});
    if (!host.governor.empty() && host.governor != "performance")
        all.push_back(
            {"governor",
             fmt::format("the CPU frequency governor is {}, so the clock "
                         "frequency changes during the run. Try: cpupower frequency-set -g "
                         "performance",
                         host.governor)});
    if (host.is_debug_build)
        all.push_back({"build",
                       "this is a debug build, so its times mean nothing. Build the release "
                       "preset, or run ./triptych, which does that."});
    if (host.cores == 1)
        all.push_back({"single core",
                       "only one core may be used, so nothing can run in parallel: "
                       "allow more (taskset, the container's cpuset) to see what "
                       "threads and processes gain."});
    if (host.cpu_quota && *host.cpu_quota < host.cores)
        all.push_back({"quota", fmt::format("the container may use {} of CPU time but sees {}: the "
                                            "kernel pauses programs that use more. Raise its CPU "
                                            "quota, or give it a cpuset of that many cores.",
                                            cores_text(*host.cpu_quota), cores_text(host.cores))});
    return all;
}

}  // namespace triptych::harness
