#include "common/workloads/retries.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "common/scatter.hpp"

namespace triptych {
namespace {

/// All numbers that a task draws.
std::vector<int> draws_of(const Retries& retries, std::int64_t task) {
    Lots lots{retries.seed, task};
    std::vector<int> draws{lots.draw()};
    while (draws.back() < high_enough)
        draws.push_back(lots.draw());
    return draws;
}

std::int64_t tries_of(const Retries& retries, std::int64_t task) {
    return static_cast<std::int64_t>(draws_of(retries, task).size());
}

std::int64_t most_tries(const Retries& retries) {
    std::int64_t most = 0;
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        most = std::max(most, tries_of(retries, task));
    return most;
}

/// The number of the task in a line; -1 if there is none.
std::int64_t task_of(std::string_view line) {
    constexpr std::string_view word = "task ";
    const auto found = line.find(word);
    std::int64_t task = -1;
    if (found != std::string_view::npos) {
        const auto number = line.substr(found + word.size());
        std::from_chars(number.data(), number.data() + number.size(), task);
    }
    return task;
}

/// The line in printable form: its escape sequences do not colour the terminal.
std::string visible(std::string_view line) {
    std::string shown;
    for (const char character : line)
        if (character == '\x1b')
            shown += "^[";
        else if (character != '\n')
            shown += character;
    return shown;
}

}  // namespace

Lots::Lots(std::uint64_t seed, std::int64_t task)
    : random_{scatter(seed + scatter(static_cast<std::uint64_t>(task)))} {}

std::string line_of(std::int64_t task, int drawn) {
    constexpr int red = 31;  // the first of six colours, in ANSI's escape sequences
    return fmt::format("\x1b[{}mtask {} has drawn {}: {}\x1b[0m\n", red + task % 6, task, drawn,
                       drawn < high_enough ? "too low" : "high enough");
}

std::string check_screen(const Retries& retries, const std::string& screen) {
    std::vector<std::vector<int>> to_come;  // the remaining draws of each task, the next one last
    for (std::int64_t task = 0; task < retries.tasks; ++task) {
        to_come.push_back(draws_of(retries, task));
        std::ranges::reverse(to_come.back());
    }
    std::string_view rest{screen};
    for (int number = 1; !rest.empty(); ++number) {
        const std::string_view line =
            rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        rest.remove_prefix(line.size());
        const std::int64_t task = task_of(line);
        if (task < 0 || task >= retries.tasks)
            return fmt::format("line {} belongs to no task: {}", number, visible(line));
        auto& draws = to_come[static_cast<std::size_t>(task)];
        if (draws.empty()) return fmt::format("line {} is one too many: {}", number, visible(line));
        if (line != line_of(task, draws.back()))
            return fmt::format("line {} is broken, or not what task {} has drawn: {}", number, task,
                               visible(line));
        draws.pop_back();
    }
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        if (const auto left = to_come[static_cast<std::size_t>(task)].size(); left > 0)
            return fmt::format("task {} ended {} tries too early", task, left);
    return {};
}

Metrics retry_metrics(const Retries& retries) {
    std::int64_t tries = 0;
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        tries += tries_of(retries, task);
    return {{"tries", static_cast<double>(tries)},
            {"most_tries", static_cast<double>(most_tries(retries))}};
}

double longest_pauses_seconds(const Retries& retries) {
    const std::int64_t pauses = std::max<std::int64_t>(0, most_tries(retries) - 1);
    return static_cast<double>(pauses) * in_seconds(pause);
}

}  // namespace triptych
