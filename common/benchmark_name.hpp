/// Formats and parses the names of benchmarks: "mixed/threads.pool/1000/io:50".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triptych {

/// The parts of a benchmark's name: workload/model[.variant]/size[/parameter:value]...
struct BenchmarkName {
    std::string workload;   // "mixed"
    std::string model;      // "threads"
    std::string variant;    // "pool", or empty
    std::int64_t size = 0;  // not negative
    std::string set;        // parameters that differ from their defaults: "io:50/workers:4"
};

/// "threads", or with a variant "threads.pool".
std::string implementation_name(std::string_view model, std::string_view variant);

/// The model of an implementation: "threads" of "threads.pool".
std::string_view model_of(std::string_view implementation);

/// Its variant: "pool" of "threads.pool", empty for "threads".
std::string_view variant_of(std::string_view implementation);

/// The name as it appears in the output of Google Benchmark and in results files.
std::string benchmark_name(std::string_view workload, std::string_view implementation,
                           std::int64_t size, std::string_view set = {});

/// Returns the parts of `name`; nothing if it is not such a name. Each part begins with a small
/// letter or an underscore, which most benchmarks of other programs do not, and consists of small
/// letters, digits and underscores; a size has at most 18 digits.
std::optional<BenchmarkName> parse_benchmark_name(std::string_view name);

}  // namespace triptych
