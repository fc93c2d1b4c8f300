/// Splits a list of results where the workload, the size or the parameters change.
#pragma once

#include <span>
#include <vector>

#include "common/harness/benchmark.hpp"

namespace triptych::harness {

/// Splits `results` into parts whose elements are all alike. R: Result or const Result.
template <typename R, typename Alike>
std::vector<std::span<R>> parts_of(std::span<R> results, Alike alike) {
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
    return parts_of(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload;
    });
}

/// Benchmarks that are measured in turn: same workload and size, any parameters.
template <typename R>
std::vector<std::span<R>> sizes_of(std::span<R> results) {
    return parts_of(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload && one.size == other.size;
    });
}

/// Benchmarks that compete: same workload, size and parameters.
template <typename R>
std::vector<std::span<R>> groups_of(std::span<R> results) {
    return parts_of(results, [](const BenchmarkName& one, const BenchmarkName& other) {
        return one.workload == other.workload && one.size == other.size && one.set == other.set;
    });
}

}  // namespace triptych::harness
