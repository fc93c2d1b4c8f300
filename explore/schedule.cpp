#include "explore/schedule.hpp"

#include <algorithm>
#include <charconv>

#include "explore/execution.hpp"

namespace triptych::explore {

Schedule schedule_of(Execution& execution) {
    Schedule schedule;
    schedule.reserve(execution.events().size() + 4);
    for (const Event& event : execution.events())
        schedule.push_back({event.thread, event.hook, event.variant, false});
    for (int id = 0; id < execution.threads(); ++id)
        if (execution.thread(id).state == State::pending)
            schedule.push_back({id, execution.thread(id).hooks, 0, true});
    for (int id = 0; id < execution.threads(); ++id)
        for (const BufferedStore& store : execution.thread(id).buffer)
            schedule.push_back({buffer_of(id), store.hook, 0, true});
    return schedule;
}

int switches(const Schedule& schedule) {
    int count = 0;
    for (std::size_t i = 1; i < schedule.size() && !schedule[i].never; ++i)
        count += schedule[i].thread != schedule[i - 1].thread ? 1 : 0;
    return count;
}

std::string to_text(const Schedule& schedule) {
    std::string text;
    int hooks[most_threads]{};
    int last = -1;
    for (const Step& step : schedule) {
        if (step.thread == last)
            text += '.';
        else if (step.thread < 26)
            text += static_cast<char>('a' + step.thread);
        else
            text += static_cast<char>('A' + step.thread - 26);
        text += std::to_string(step.hook - hooks[step.thread]);
        if (step.variant != 0) text += '!' + std::to_string(step.variant);
        if (step.never) text += 'x';
        hooks[step.thread] = step.hook;
        last = step.thread;
    }
    return text;
}

std::optional<Schedule> from_text(std::string_view text) {
    Schedule schedule;
    int hooks[most_threads]{};
    int thread = -1;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        if (*at >= 'a' && *at <= 'z')
            thread = *at - 'a';
        else if (*at >= 'A' && *at <= 'F')
            thread = *at - 'A' + 26;
        else if (*at != '.' || thread < 0)
            return std::nullopt;
        Step step{thread, 0, 0, false};
        auto read = std::from_chars(at + 1, end, step.hook);
        if (read.ec != std::errc{} || step.hook < 0 || step.hook > 100'000'000) return std::nullopt;
        if (read.ptr != end && *read.ptr == '!') {
            read = std::from_chars(read.ptr + 1, end, step.variant);
            if (read.ec != std::errc{} || step.variant < 0 || step.variant >= most_threads)
                return std::nullopt;
        }
        at = read.ptr;
        if (at != end && *at == 'x') {
            step.never = true;
            ++at;
        }
        if (!step.never && !schedule.empty() && schedule.back().never) return std::nullopt;
        step.hook += hooks[thread];
        hooks[thread] = step.hook;
        schedule.push_back(step);
    }
    return schedule;
}

Replay::Replay(const Schedule& schedule)
    : schedule_{schedule}, hooks_(most_threads), next_(most_threads, 0) {
    for (const Step& step : schedule) {
        hooks_[static_cast<std::size_t>(step.thread)].push_back(step.hook);
        steps_ += step.never ? 0 : 1;
    }
}

bool Replay::is_step(int thread, int hook) const {
    const auto& hooks = hooks_[static_cast<std::size_t>(thread)];
    const std::size_t next = next_[static_cast<std::size_t>(thread)];
    return next < hooks.size() && hooks[next] == hook;
}

bool Replay::has_step(int thread, int hook) const {
    const auto& hooks = hooks_[static_cast<std::size_t>(thread)];
    return std::ranges::find(hooks, hook) != hooks.end();
}

Choice Replay::choose(Execution& execution, std::uint32_t enabled) {
    const std::size_t position = execution.events().size();
    if (position >= steps_) execution.fail(End::endless, "it was given up here", 0);
    const Step& step = schedule_[position];
    if (((enabled >> step.thread) & 1U) == 0 || execution.thread(step.thread).hooks != step.hook)
        execution.fail(End::mismatch, "this schedule is not one of this program", 0);
    return {step.thread, step.variant};
}

bool Replay::was_followed(const Execution& execution) const {
    return execution.events().size() == steps_;
}

void Replay::done(Execution& execution) {
    ++next_[static_cast<std::size_t>(execution.events().back().thread)];
}

}  // namespace triptych::explore
