/// A program in Python, started before the time is taken, and told when to go.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

#include "common/descriptor.hpp"
#include "common/metrics.hpp"

namespace triptych::peers {

/// What is sent to a program and comes back: lists of integers.
using Lists = std::vector<std::vector<int>>;

/// How many integers there are in each of some lists.
using Lengths = std::vector<std::size_t>;

/// Of `count` lists, `each` in every one of them.
Lengths lengths(std::int64_t count, std::int64_t each);

Lengths lengths_of(std::span<const std::vector<int>> lists);

/// The interpreter that runs them: the first on PATH, rather none that is a script, as pyenv's,
/// for its processes would be counted. Empty if there is none.
std::string python_interpreter();

/// Why no program in Python can be started, and what to do; nothing if one can.
std::optional<std::string> why_no_python();

/// A running program, which keeps to what benches/peers/python/trial.py says.
///
/// It is a child of this process, in the same process group. When this dies, it is killed and
/// waited for; when this process dies, the kernel kills it, and the workers of its pools with it.
/// All functions but the destructor throw std::runtime_error if it ends too early; what() is the
/// last line that it wrote to stderr, which of a traceback is the exception. So they do if it sends
/// anything but what trial.py says.
class Python {
public:
    /// Starts `python3 PATH`, hands it `input`, and waits until it is ready. One that has closed
    /// its output gets `patience` to end.
    Python(const std::string& path, std::span<const std::vector<int>> input,
           std::chrono::milliseconds patience = std::chrono::seconds{5});
    Python(const Python&) = delete;
    Python& operator=(const Python&) = delete;
    ~Python();

    /// Tells it to go, and returns when it is done. Once.
    void go();

    /// What it has found: lists of these lengths. Requires: it was told to go. Once.
    Lists output(std::span<const std::size_t> lengths);

    /// cpu_seconds, voluntary_switches and involuntary_switches from "go" to "done", by its own
    /// rusage and that of the children it has waited for.
    const Metrics& cost() const noexcept { return cost_; }

    pid_t pid() const noexcept { return pid_; }

private:
    void start(const std::string& path);
    void end() noexcept;
    void put(std::span<const std::vector<int>> lists);
    Lists take(std::span<const std::size_t> lengths);
    void take_number(std::size_t expected, const char* what);
    void write(const void* bytes, std::size_t count);
    void read(void* bytes, std::size_t count);
    [[noreturn]] void tell_how_it_ended();

    std::chrono::milliseconds patience_;
    Descriptor errors_;   // its stderr, in memory: however much it writes, it never waits
    Descriptor channel_;  // one end of a socket: the other is its stdin and stdout
    Descriptor ended_;    // readable once it has ended
    pid_t pid_ = 0;       // 0 once waited for
    Metrics cost_;
};

/// The path of one of the programs beside this file: "merge_sort_processes". Where the sources are
/// is known from the build, unless TRIPTYCH_SOURCE_DIR says otherwise.
std::string python_program(const std::string& name);

}  // namespace triptych::peers
