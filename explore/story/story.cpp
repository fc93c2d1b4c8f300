#include "explore/story/story.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "common/harness/escape.hpp"
#include "common/harness/text.hpp"
#include "explore/story/coroutine_steps.hpp"
#include "explore/story/variable_names.hpp"

namespace triptych::explore {
namespace {

using nlohmann::json;

constexpr std::size_t most_steps = 80;
constexpr std::size_t most_steps_of_loops = 20;
constexpr std::size_t step_column = 5;

std::string value_text(const json& step, const char* which) {
    const auto bits = step[which].get<std::uint64_t>();
    const int size = step["size"];
    // What it means is not known here: a small signed number more often than anything else.
    if (size == 4) return std::to_string(static_cast<std::int32_t>(bits));
    if (size == 8 && bits < (std::uint64_t{1} << 32)) return std::to_string(bits);
    if (size == 8 && ~bits < (std::uint64_t{1} << 32)) return fmt::format("-{}", ~bits + 1);
    return size == 8 ? fmt::format("{:#x}", bits) : std::to_string(bits);
}

std::string update_text(const json& step) {
    if (step["variant"] == 1) return "exchange fails for no reason";
    const std::string before = value_text(step, "value");
    const std::string after = value_text(step, "written");
    return before == after ? fmt::format("finds {}, leaves it", before)
                           : fmt::format("changes {} to {}", before, after);
}

std::string bytes_text(const json& step) {
    const int bytes = step["written"];
    return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
}

std::string lock_text(const std::string& kind, int variant) {
    if (kind == "lock") return "locks";
    if (kind == "unlock") return "unlocks";
    if (kind == "try_lock") return variant == 1 ? "try_lock fails for no reason" : "tries to lock";
    if (kind == "lock_shared") return "locks, shared";
    if (kind == "unlock_shared") return "unlocks, shared";
    if (kind == "try_lock_shared") return "tries to lock, shared";
    return kind;
}

std::string action_text(const json& step) {
    const std::string kind = step["kind"];
    const int variant = step["variant"];
    if (kind == "read") return "reads " + value_text(step, "value");
    if (kind == "write") return "writes " + value_text(step, "written");
    if (kind == "update") return update_text(step);
    if (kind == "flush") return fmt::format("its store of {} is seen", value_text(step, "written"));
    if (kind == "acquire") return "acquires 1 of " + value_text(step, "value");
    if (kind == "release")
        return fmt::format("releases{}, after {}",
                           step.contains("name") ? " " + step["name"].get<std::string>() : "",
                           value_text(step, "value"));
    if (kind == "try_acquire") return "tries to acquire";
    if (kind == "wait") return variant == 1 ? "wakes without notification" : "begins to wait";
    if (kind == "notify_one")
        return variant > 0 ? fmt::format("notifies waiter {}", variant + 1) : "notifies one";
    if (kind == "notify_all") return "notifies all";
    if (kind == "send") return fmt::format("sends {} into the pipe", bytes_text(step));
    if (kind == "receive")
        return step["written"] == 0 ? "reads the end of the pipe"
                                    : fmt::format("reads {} from the pipe", bytes_text(step));
    if (kind == "close")
        return step["written"] == 0 ? "closes its read end" : "closes its write end";
    if (kind == "kill")
        return "kills " + thread_name(first_process_column + step["written"].get<int>());
    if (kind == "begin") return "begins";
    if (kind == "turn") return "goes on";
    return lock_text(kind, variant);
}

std::string line_text(const SourceLine& line) {
    return line.line == 0 ? "" : fmt::format("{}: {}", line.line, line.text);
}

std::string cut(const std::string& text, std::size_t width) {
    std::string shown = harness::for_terminal(text);
    if (shown.size() <= width) return shown;
    shown.resize(width > 1 ? width - 1 : 0);
    return shown + "~";
}

std::string padded(const std::string& text, std::size_t width) {
    return fmt::format("{:<{}}", text, width);
}

/// Which threads do anything here.
std::vector<int> threads_of(const json& steps) {
    std::vector<int> threads;
    for (const json& step : steps)
        if (std::ranges::find(threads, step["thread"].get<int>()) == threads.end())
            threads.push_back(step["thread"]);
    std::ranges::sort(threads);
    return threads;
}

void trim_end(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
    line += '\n';
}

}  // namespace

std::string where(const SourceLine& line) {
    return line.line == 0 ? "" : fmt::format(" ({}:{}: {})", line.file, line.line, line.text);
}

std::string thread_name(int thread) {
    if (thread > first_process_column)
        return fmt::format("process {}", thread - first_process_column);
    if (thread > task_column(0)) return fmt::format("task {}", thread - task_column(0));
    return thread == 0 ? "main" : fmt::format("thread {}", thread);
}

std::string story_text(const json& story, const SourceLines& lines, std::size_t width) {
    const json steps = shown_steps(story, lines);
    const std::vector<int> threads = threads_of(steps);
    if (threads.empty()) return "";
    const std::size_t column = std::max<std::size_t>(16, (width - step_column) / threads.size());
    std::string text = padded("step", step_column);
    for (const int thread : threads)
        text += padded(thread_name(thread), column);
    trim_end(text);
    std::size_t number = 0;
    const std::size_t count = steps.size();
    const std::size_t shown =
        story["outcome"]["end"] == "endless" ? most_steps_of_loops : most_steps;
    for (const json& step : steps) {
        ++number;
        if (count > shown && number > shown / 2 && number + shown / 2 <= count) {
            if (number == shown / 2 + 1)
                text += fmt::format("     ... {} steps more ...\n", count - shown);
            continue;
        }
        const auto place = static_cast<std::size_t>(
            std::ranges::find(threads, step["thread"].get<int>()) - threads.begin());
        const std::string indent(step_column + place * column, ' ');
        std::string first =
            fmt::format("{:>3}  ", number) + indent.substr(step_column) +
            cut(action_text(step) + (step["kind"] == "release" ? "" : name_text(step)), column - 1);
        trim_end(first);
        text += first;
        const std::string source = line_text(lines.at(step["place"]));
        if (!source.empty()) text += indent + "  " + cut(source, column - 3) + '\n';
    }
    return text;
}

namespace {

std::string names_of(const json& threads) {
    std::string names;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        if (i > 0) names += i + 1 == threads.size() ? " and " : ", ";
        names += thread_name(threads[i]);
    }
    return names;
}

}  // namespace

std::string waiting_text(const json& story, const SourceLines& lines, std::size_t width) {
    std::string text;
    if (story["outcome"]["end"] != "deadlock") return text;
    for (const auto& [task, line] : last_lines(story, lines))
        text += harness::hanging(fmt::format("  {:<9} ", thread_name(task_column(task))),
                                 "is suspended, and nothing can wake it" + where(line), width);
    for (const json& one : story["waiting"]) {
        const std::string kind = one["for"];
        std::string what;
        if (kind == "end") {
            what = fmt::format("waits for {} to end", thread_name(one["of"]));
        } else if (kind == "notification") {
            what = "waits to be notified, and nobody is left who would";
        } else if (kind == "receive") {
            what = fmt::format("waits for what comes through a pipe, whose write end is open in {}",
                               names_of(one["writers"]));
        } else if (kind == "acquire") {
            what = "waits to acquire a semaphore that is 0";
        } else if (one["of"].get<int>() == one["thread"].get<int>()) {
            what = fmt::format("waits for a lock that it has itself{}",
                               where(lines.at(one["locked_at"])));
        } else if (one["of"].get<int>() >= 0) {
            what = fmt::format("waits for the lock that {} has{}", thread_name(one["of"]),
                               where(lines.at(one["locked_at"])));
        } else {
            what = "waits for a lock that others share";
        }
        text += harness::hanging(fmt::format("  {:<9} ", thread_name(one["thread"])),
                                 what + ", at" + where(lines.at(one["place"])), width);
    }
    return text;
}

std::string ending_text(const json& story, const SourceLines& lines, std::size_t width) {
    const json& outcome = story["outcome"];
    const std::string end = outcome["end"];
    std::string what;
    if (end == "crashed") what = "crashes";
    if (end == "terminated" || end == "misuse") what = "does that";
    if (end == "endless" && story["steps"].empty()) what = "goes on";
    if (what.empty() || !outcome.contains("place")) return "";
    const std::string line = where(lines.at(outcome["place"]));
    if (line.empty()) return "";
    return harness::hanging(fmt::format("  {:<9} ", thread_name(outcome["thread"])), what + line,
                            width);
}

std::string race_text(const json& story, const SourceLines& lines, std::size_t width) {
    if (story["races"].empty()) return "";
    const json& race = story["races"].front();
    std::string text;
    for (const char* which : {"first", "second"}) {
        const json& access = race[which];
        text +=
            harness::hanging(fmt::format("  {:<9} ", thread_name(access["thread"])),
                             fmt::format("{}{}", access["writes"].get<bool>() ? "writes" : "reads",
                                         where(lines.at(access["place"]))),
                             width);
    }
    text += harness::hanging(
        "  ",
        "Nothing orders the two: no lock that both hold, no join between them, and no atomic that "
        "one released and the other acquired. That is undefined behaviour.",
        width);
    return text;
}

}  // namespace triptych::explore
