#include "benches/catalog.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "benches/answers.hpp"

namespace triptych {

std::string Answer::name() const {
    return variant.empty() ? std::string{model} : fmt::format("{}.{}", model, variant);
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
    const std::string unusual = set_text(workload, set);
    return fmt::format("{}/{}/{}{}{}", workload.name, answer.name(), size,
                       unusual.empty() ? "" : "/", unusual);
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

/// "io:50" among others; nothing if one is none, or out of its range.
std::optional<Parameters> read_set(const Workload& workload,
                                   std::span<const std::string_view> words) {
    Parameters set;
    for (const std::string_view word : words) {
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
    const auto words = split(name, '/');
    if (words.size() < 3) return std::nullopt;
    const auto size = number_in(words[2]);
    if (!size || *size < 1) return std::nullopt;
    for (const Workload& workload : catalog()) {
        if (workload.name != words[0] || *size > workload.largest) continue;
        const auto set = read_set(workload, std::span{words}.subspan(3));
        if (!set) return std::nullopt;
        for (const Answer& answer : workload.answers)
            if (cell_name(workload, answer, *size, *set) == name)
                return Cell{&workload, &answer, *size, *set};
    }
    return std::nullopt;
}

}  // namespace triptych
