/// Jobs of a process pool, and their expected outcomes.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "processes/primitives/process_pool.hpp"
#include "tests/processes/numbers.hpp"

namespace triptych::processes {

inline constexpr std::size_t most_jobs = 64;  // at a time

/// How often each job has begun, for the jobs that count it.
using Tries = std::array<std::atomic<int>, most_jobs>;

enum class Kind { returns, throws, dies, dies_once };

/// A job and its expected outcome, if its worker is not killed from outside.
struct Expected {
    Future<int> future;
    Kind kind;
    int number;
    std::uint64_t
        kills_before;  // the workers that were killed and dead before the job was submitted
    bool is_cancelled = false;
};

/// The outcome of a job in one word.
inline std::string outcome_of(const Future<int>& future) {
    try {
        return std::to_string(future.result_for(std::chrono::seconds{60}));
    } catch (const CancelledError&) {
        return "cancelled";
    } catch (const WorkerDied&) {
        return "died";
    } catch (const BrokenPool&) {
        return "broken";
    } catch (const TimeoutError&) {
        return "hangs";
    } catch (const std::invalid_argument&) {
        return "threw";
    }
}

}  // namespace triptych::processes
