#include "trace/timeline/words.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>

namespace triptych::trace {
namespace {

struct Words {
    Reason reason;
    char letter;
    std::string_view noun;
    std::string_view waits;  // what a task does
};

constexpr std::array words{
    Words{Reason::none, '?', "nothing", "waits"},
    Words{Reason::sleep, 's', "sleep", "asleep"},
    Words{Reason::mutex, 'm', "mutex", "waits for"},
    Words{Reason::condition, 'c', "condition", "waits for"},
    Words{Reason::semaphore, 'p', "semaphore", "waits for"},
    Words{Reason::barrier, 'b', "barrier", "waits at"},
    Words{Reason::rwlock, 'w', "read-write lock", "waits for"},
    Words{Reason::futex, 'a', "atomic", "waits for"},
    Words{Reason::join, 'j', "thread", "joins"},
    Words{Reason::queue, 'q', "queue", "waits for"},
    Words{Reason::pipe, '|', "pipe", "waits for"},
    Words{Reason::socket, 'n', "socket", "waits for"},
    Words{Reason::descriptor, 'e', "descriptor", "waits for"},
    Words{Reason::child, 'k', "child process", "waits for"},
    Words{Reason::future, 'f', "future", "waits for"},
    Words{Reason::event, 'v', "event", "waits for"},
    Words{Reason::tasks, 'g', "group", "waits for its tasks"},
    Words{Reason::thread, 't', "job", "waits for a job in another thread"},
    Words{Reason::file, 'l', "file lock", "waits for"},
    Words{Reason::other, 'o', "signal", "waits for a signal"},
};
static_assert(words.size() == static_cast<std::size_t>(Reason::count));

const Words& words_of(Reason reason) {
    return words.at(static_cast<std::size_t>(reason));
}

bool needs_object(Reason reason) {
    return reason != Reason::none && reason != Reason::sleep && reason != Reason::tasks &&
           reason != Reason::thread && reason != Reason::other;
}

}  // namespace

std::string_view noun(Reason reason) {
    return words_of(reason).noun;
}

char letter(Reason reason) {
    return words_of(reason).letter;
}

std::string describe(const Timeline& timeline, const Span& span) {
    if (span.state == State::running) return "runs";
    if (span.state == State::ready) return "ready: others run";
    if (span.state == State::ready_or_running) return "ready or running";
    const Words& used = words_of(span.reason);
    std::string text{used.waits};
    const std::string whom = span.whom == nobody ? std::string{} : timeline.lanes[span.whom].name;
    if (span.reason == Reason::join || span.reason == Reason::child) {
        text += fmt::format(" {}", whom.empty() ? "a " + std::string{used.noun} : whom);
    } else if (needs_object(span.reason)) {
        std::string object{span.reason == Reason::descriptor ? "events" : used.noun};
        if (span.object != nobody) object = timeline.objects[span.object].name;
        text += ' ' + object;
        if (!whom.empty()) text += ", held by " + whom;
    }
    if (span.blocks_loop) text += ", and blocks its event loop";
    return text;
}

std::string duration(Time time) {
    const auto value = static_cast<double>(time);
    if (time < 1'000) return fmt::format("{} ns", time);
    if (time < 1'000'000) return fmt::format("{:.3g} us", value / 1e3);
    if (time < 1'000'000'000)
        return fmt::format("{:.{}f} ms", value / 1e6, time < 10'000'000 ? 2 : 1);
    return fmt::format("{:.2f} s", value / 1e9);
}

std::string ending(const Lane& lane) {
    if (!lane.status || *lane.status == 0) return "";
    if (WIFEXITED(*lane.status)) return fmt::format("exit code {}", WEXITSTATUS(*lane.status));
    const char* const name = ::sigabbrev_np(WTERMSIG(*lane.status));
    return name == nullptr ? fmt::format("killed by signal {}", WTERMSIG(*lane.status))
                           : fmt::format("killed by SIG{}", name);
}

}  // namespace triptych::trace
