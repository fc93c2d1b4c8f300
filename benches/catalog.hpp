/// The one table of the suite: workload x model x variant, and the function that answers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/figures.hpp"
#include "common/role.hpp"

namespace triptych {

/// One run of one answer on one input that is already made.
struct Trial {
    std::function<void()> solve;         // the part that is timed; called once
    std::function<std::string()> check;  // after solve: what is wrong, or nothing
    std::function<Figures()> figures;    // after solve
    double wait_seconds = 0;             // the longest wait in the input: no answer can be faster
};

/// One model's answer to a workload, in one variant.
struct Answer {
    std::string_view model;    // threads, processes, coroutines; sequential; tbb, asio, ...
    std::string_view variant;  // empty for the model's first answer
    std::string_view remark;   // what sets it apart, in a few words
    Role role = Role::contender;

    /// Makes the input of `size` from `seed`, and all that solve() will need.
    std::function<Trial(std::int64_t size, std::uint64_t seed)> prepare;

    /// Why this system (or anyone's patience) does not allow `size`; nothing if it does.
    std::function<std::optional<std::string>(std::int64_t size)> refuses;

    /// "threads" or "threads.pool".
    std::string name() const;
};

/// One question, and everybody's answers to it.
struct Workload {
    std::string_view name;
    std::string_view question;        // one sentence
    std::string_view unit;            // what size counts: "messages"
    std::vector<std::int64_t> sizes;  // measured by default, ascending
    std::vector<std::int64_t> quick;  // measured by --quick
    std::int64_t largest = 0;         // a larger size is refused as a mistake
    bool by_default = true;           // false: measured only when it is named
    double weight = 1;                // how much of a comparison's time it needs, beside others
    std::vector<Answer> answers;      // baseline, contenders and exhibits by model, references
};

/// Every workload, in the order in which they are taught.
std::span<const Workload> catalog();

/// "merge_sort/threads/1000000", as Google Benchmark and every result call it.
std::string cell_name(const Workload& workload, const Answer& answer, std::int64_t size);

/// The cell of that name (size included), or nothing if the catalog has no such answer.
struct Cell {
    const Workload* workload;
    const Answer* answer;
    std::int64_t size;
};
std::optional<Cell> find_cell(std::string_view name);

}  // namespace triptych
