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
        // And those that are measured only when they are named:
        messages_due_together_answers(),
        sleepers_answers(),
        guarded_counter_answers(),
    };
    return workloads;
}

std::string cell_name(const Workload& workload, const Answer& answer, std::int64_t size) {
    return fmt::format("{}/{}/{}", workload.name, answer.name(), size);
}

std::optional<Cell> find_cell(std::string_view name) {
    const auto slash = name.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto digits = name.substr(slash + 1);
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), size);
    if (error != std::errc{} || end != digits.end() || size < 1) return std::nullopt;
    for (const Workload& workload : catalog())
        for (const Answer& answer : workload.answers)
            if (size <= workload.largest && cell_name(workload, answer, size) == name)
                return Cell{&workload, &answer, size};
    return std::nullopt;
}

}  // namespace triptych
