#include "benches/catalog/catalog.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "benches/catalog/workloads.hpp"
#include "common/benchmark_name.hpp"

namespace triptych {

std::string Answer::name() const {
    return implementation_name(model, variant);
}

std::span<const Workload> catalog() {
    static const std::vector<Workload> workloads{
        hello_answers(),
        delayed_messages_answers(),
        merge_sort_answers(),
        sort_many_answers(),
        shared_counter_answers(),
        chained_tasks_answers(),
        db_update_answers(),
        deadlock_answers(),
        task_pool_answers(),
        simultaneous_chess_answers(),
        memory_isolation_answers(),
        retries_answers(),
        producer_consumer_answers(),
        blocking_call_answers(),
        // Measured only when they are named:
        mixed_answers(),
        messages_due_together_answers(),
        sleepers_answers(),
        guarded_counter_answers(),
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

std::string cell_name(const Workload& workload, const Answer& answer, std::int64_t size,
                      const Parameters& set) {
    return benchmark_name(workload.name, answer.name(), size, set_text(workload, set));
}

namespace {

/// The number that `digits` spells; empty if they are not all digits.
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

/// Of "io:50/workers:4"; nothing if one is none, or out of its range.
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

std::optional<Cell> find_cell(std::string_view name) {
    const auto parts = parse_benchmark_name(name);
    if (!parts || parts->size < 1) return std::nullopt;
    const auto workload = std::ranges::find(catalog(), parts->workload, &Workload::name);
    if (workload == catalog().end() || parts->size > workload->largest) return std::nullopt;
    const auto set = read_set(*workload, parts->set);
    if (!set) return std::nullopt;
    for (const Answer& answer : workload->answers)
        if (cell_name(*workload, answer, parts->size, *set) == name)
            return Cell{&*workload, &answer, parts->size, *set};
    return std::nullopt;
}

}  // namespace triptych
