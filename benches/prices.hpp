/// The price list: which primitives are measured, and their counterparts in Python.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace triptych {

struct Price {
    std::string_view what;            // in words
    std::string_view implementation;  // "threads.create_and_join": its model and name
    std::int64_t size = 1;            // of what depends on one: MiB resident
    std::string_view
        in_python;  // its name in peers/python/prices.py; empty if Python has no such thing
    bool takes_two_cores = false;  // on fewer it is the scheduler's price

    /// "prices/threads.create_and_join/1", as Google Benchmark and every result call it.
    std::string benchmark_name() const;
};

/// All of them, by model.
std::span<const Price> prices();

}  // namespace triptych
