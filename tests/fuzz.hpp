/// How many random steps a fuzz test makes, and from which seed.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace triptych {

/// The number in the environment variable `name`, or `usual` if it is not set.
inline std::uint64_t from_environment(const char* name, std::uint64_t usual) {
    const char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
    return text == nullptr ? usual : std::stoull(text);
}

/// TRIPTYCH_FUZZ_STEPS makes a longer run of it.
inline std::uint64_t fuzz_steps(std::uint64_t usual) {
    return from_environment("TRIPTYCH_FUZZ_STEPS", usual);
}

/// The same on every machine, so that a failure comes again; TRIPTYCH_FUZZ_SEED gives another.
inline std::uint64_t fuzz_seed() {
    return from_environment("TRIPTYCH_FUZZ_SEED", 42);
}

}  // namespace triptych
