/// Cuts a list of results where the workload or the size changes.
#pragma once

#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// The stretches of `results` in which all are like the first one. R: Result or const Result.
template <typename R, typename Alike>
std::vector<std::span<R>> stretches(std::span<R> results, Alike alike) {
    std::vector<std::span<R>> parts;
    for (std::size_t begin = 0, end = 0; begin < results.size(); begin = end) {
        while (end < results.size() && alike(results[begin].benchmark, results[end].benchmark))
            ++end;
        parts.push_back(results.subspan(begin, end - begin));
    }
    return parts;
}

template <typename R>
std::vector<std::span<R>> workloads_of(std::span<R> results) {
    return stretches(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload;
    });
}

/// Cells that are measured in turn: same workload, same size, however they are set.
template <typename R>
std::vector<std::span<R>> sizes_of(std::span<R> results) {
    return stretches(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload && one.size == other.size;
    });
}

/// Cells that compete: same workload, same size, set in the same way.
template <typename R>
std::vector<std::span<R>> groups_of(std::span<R> results) {
    return stretches(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload && one.size == other.size && one.set == other.set;
    });
}

}  // namespace triptych::harness
