/// A program beside this one: a child process with a channel to it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "common/descriptor.hpp"

namespace triptych::peers {

/// How to start a companion, and how to end it.
struct CompanionSettings {
    std::vector<std::string> words;  // the path of the program, and its arguments
    std::string name;                // for messages: "python3"

    /// A program that has closed its output is killed after this time.
    std::chrono::milliseconds patience = std::chrono::seconds{5};

    /// It ends when its input ends; it gets SIGTERM after `patience`, and is killed after another
    /// one. False: it is killed at once.
    bool ends_by_itself = false;

    /// Returns what the text on its stderr says about its end; empty: how it ended says more. By
    /// default, the last line.
    std::function<std::string(const std::string& errors)> explain = nullptr;
};

/// A running program, in the process group of this process. The destructor ends and reaps it.
///
/// All functions but the destructor throw std::runtime_error if the program ends too early: what()
/// is what it wrote to stderr (see explain), or how it ended.
class Companion {
public:
    /// Throws std::system_error if it cannot be started.
    explicit Companion(CompanionSettings settings);
    Companion(const Companion&) = delete;
    Companion& operator=(const Companion&) = delete;
    ~Companion();

    void write(const void* bytes, std::size_t count);
    void read(void* bytes, std::size_t count);

    pid_t pid() const noexcept { return pid_; }

private:
    void start();
    bool wait(std::chrono::milliseconds time) const noexcept;
    int end() noexcept;
    [[noreturn]] void throw_how_it_ended();

    CompanionSettings settings_;
    Descriptor errors_;   // its stderr, a file in memory, so the program never blocks on it
    Descriptor channel_;  // one end of a socket; the other end is its stdin and stdout
    Descriptor ended_;    // readable once it has ended
    pid_t pid_ = 0;       // 0 once reaped
};

}  // namespace triptych::peers
