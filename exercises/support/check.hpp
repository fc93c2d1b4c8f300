/// What an exercise's checks are written with. It runs inside the student's program, in all builds.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace triptych::exercises {

/// What a check throws when the answer is wrong. what() is for the student.
struct Wrong : std::runtime_error {
    explicit Wrong(const std::string& what, std::string key = "")
        : std::runtime_error{what}, key{std::move(key)} {}
    std::string key;  // of the diagnosis, if the check has proved one; else empty
};

/// One thing that must hold. It runs in a process of its own.
struct Check {
    const char* name;  // a sentence that is true of a right answer
    void (*run)();     // throws Wrong if it is not

    /// Whether `triptych explore` runs it, too, under every schedule. Such a check is small: two or
    /// three threads, one or two turns of each loop.
    bool explored = false;

    /// The diagnosis if some schedule makes it throw Wrong; "": as the schedule shows.
    const char* if_wrong = "";

    /// The diagnosis if some schedule makes it wait for ever, where no lock is to blame; "": as the
    /// schedule shows.
    const char* if_stuck = "";

    /// The memory that explore assumes: "sc", or "tso" (a store may wait in a buffer).
    const char* memory = "sc";

    /// A program in the exercise's folder. run() hands over the order in which its threads should
    /// go, and under that order it must end as `breaks` says: "returned 1", or "deadlock".
    const char* played = "";
    const char* breaks = "";
};

/// Each exercise's checks.cpp defines this.
std::vector<Check> checks();

/// For a check with `played`: the thread that goes next, one step after another.
void hand_over(const std::vector<int>& order);

/// Throws Wrong{what, key} unless `holds`. Call it on the thread that runs the check.
inline void expect(bool holds, const std::string& what, const std::string& key = "") {
    if (!holds) throw Wrong{what, key};
}

/// Throws Wrong ("count(2, 1) returned 1, expected 2") unless they are equal.
inline void expect_equal(long long found, long long expected, const std::string& what) {
    if (found != expected)
        throw Wrong{what + " returned " + std::to_string(found) + ", expected " +
                    std::to_string(expected)};
}

}  // namespace triptych::exercises
