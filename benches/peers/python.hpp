/// A program in Python that is started before the measurement, and runs on command.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

#include "benches/peers/companion.hpp"
#include "common/metrics.hpp"

namespace triptych::peers {

/// The messages to and from a program: lists of integers.
using Lists = std::vector<std::vector<int>>;

/// The lengths of some lists.
using Lengths = std::vector<std::size_t>;

/// The lengths of `count` lists with `each` integers.
Lengths lengths(std::int64_t count, std::int64_t each);

Lengths lengths_of(std::span<const std::vector<int>> lists);

/// A running program, which follows the protocol in benches/peers/python/trial.py.
///
/// It is a child of this process, in the same process group. The destructor kills and reaps it. If
/// this process dies, the kernel kills it and the workers of its pools.
///
/// All functions but the destructor throw std::runtime_error if the program ends too early: what()
/// is the last line that it wrote to stderr (in a traceback, the exception). They also throw if it
/// does not follow the protocol.
class Python {
public:
    /// Starts `python3 PATH`, sends it `input`, and waits until it is ready. A program that has
    /// closed its output is killed after `patience`.
    Python(const std::string& path, std::span<const std::vector<int>> input,
           std::chrono::milliseconds patience = std::chrono::seconds{5});

    /// Starts the work, and returns when it is done. Call it once.
    void go();

    /// Returns the program's output: lists of these lengths. Requires: go() was called. Call it
    /// once.
    Lists output(std::span<const std::size_t> lengths);

    /// cpu_seconds, voluntary_switches and involuntary_switches from "go" to "done", of the program
    /// and the children that it has reaped.
    const Metrics& cost() const noexcept { return cost_; }

    pid_t pid() const noexcept { return program_.pid(); }

private:
    void put(std::span<const std::vector<int>> lists);
    Lists take(std::span<const std::size_t> lengths);
    void take_number(std::size_t expected, const char* what);

    Companion program_;
    Metrics cost_;
};

}  // namespace triptych::peers
