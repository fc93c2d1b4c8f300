#include "benches/catalog/catalog.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "benches/catalog/workloads.hpp"
#include "common/benchmark_name.hpp"

namespace triptych {

std::string Implementation::name() const {
    return implementation_name(model, variant);
}

std::span<const Workload> catalog() {
    static const std::vector<Workload> workloads{
        hello_workload(),
        delayed_messages_workload(),
        merge_sort_workload(),
        sort_many_workload(),
        fork_join_workload(),
        shared_counter_workload(),
        chained_tasks_workload(),
        db_update_workload(),
        deadlock_workload(),
        task_pool_workload(),
        simultaneous_chess_workload(),
        memory_isolation_workload(),
        retries_workload(),
        producer_consumer_workload(),
        blocking_call_workload(),
        // Measured only on request:
        mixed_workload(),
        http_server_workload(),
        messages_due_together_workload(),
        sleepers_workload(),
        guarded_counter_workload(),
    };
    return workloads;
}

std::string set_text(const Workload& workload, const Parameters& set) {
    std::vector<std::string> unusual;
    for (const Parameter& parameter : workload.parameters)
        if (const auto found = set.find(parameter.name);
            found != set.end() && found->second != parameter.usual)
            unusual.push_back(fmt::format("{}:{}", parameter.name, found->second));
    return fmt::format("{}", fmt::join(unusual, "/"));
}

std::string benchmark_name(const Workload& workload, const Implementation& implementation,
                           std::int64_t size, const Parameters& set) {
    return benchmark_name(workload.name, implementation.name(), size, set_text(workload, set));
}

namespace {

/// The number in `digits`; nothing if they are not all digits.
std::optional<std::int64_t> number_in(std::string_view digits) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    if (error != std::errc{} || end != digits.end()) return std::nullopt;
    return number;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (auto next = text.find(at); next != std::string_view::npos; next = text.find(at)) {
        parts.push_back(text.substr(0, next));
        text.remove_prefix(next + 1);
    }
    parts.push_back(text);
    return parts;
}

/// Reads "io:50/workers:4". Returns nothing if a part is not a parameter, or its value is out of
/// range.
std::optional<Parameters> read_set(const Workload& workload, std::string_view text) {
    Parameters set;
    if (text.empty()) return set;
    for (const std::string_view word : split(text, '/')) {
        const auto colon = word.find(':');
        const auto parameter =
            std::ranges::find(workload.parameters, word.substr(0, colon), &Parameter::name);
        if (colon == std::string_view::npos || parameter == workload.parameters.end())
            return std::nullopt;
        const auto value = number_in(word.substr(colon + 1));
        if (!value || *value < parameter->least || *value > parameter->most) return std::nullopt;
        set.emplace(parameter->name, *value);
    }
    return set;
}

}  // namespace

std::optional<Benchmark> find_benchmark(std::string_view name) {
    const auto parts = parse_benchmark_name(name);
    if (!parts || parts->size < 1) return std::nullopt;
    const auto workload = std::ranges::find(catalog(), parts->workload, &Workload::name);
    if (workload == catalog().end() || parts->size > workload->largest) return std::nullopt;
    const auto set = read_set(*workload, parts->set);
    if (!set) return std::nullopt;
    for (const Implementation& implementation : workload->implementations)
        if (benchmark_name(*workload, implementation, parts->size, *set) == name)
            return Benchmark{&*workload, &implementation, parts->size, *set};
    return std::nullopt;
}

}  // namespace triptych
