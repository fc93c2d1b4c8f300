/// The price list: which primitives are measured, and their counterparts in Python.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace triptych {

struct Price {
    std::string_view what;            // the primitive in words
    std::string_view implementation;  // "threads.create_and_join": its model and name
    std::int64_t size = 1;            // for prices that depend on a size: MiB resident
    std::string_view
        in_python;  // its name in peers/python/prices.py; empty if Python has no such thing
    bool takes_two_cores = false;  // on one core it would measure the scheduler

    /// Its name in the output of Google Benchmark and in results:
    /// "prices/threads.create_and_join/1".
    std::string benchmark_name() const;
};

/// All prices, ordered by model.
std::span<const Price> prices();

}  // namespace triptych
