#include "cli/learn/file_watch.hpp"

#include <array>
#include <poll.h>
#include <sys/inotify.h>
#include <system_error>
#include <unistd.h>

namespace triptych::cli {
namespace {

constexpr int pause_ms = 500;

}  // namespace

FileWatch::FileWatch(const std::filesystem::path& file)
    : file_{std::filesystem::absolute(file)}, changes_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)} {
    if (changes_.get() >= 0 && ::inotify_add_watch(changes_.get(), file_.parent_path().c_str(),
                                                   IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        changes_.close();
}

FileWatch::Stamp FileWatch::stamp() const {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(file_, error);
    if (error) return std::nullopt;
    const auto size = std::filesystem::file_size(file_, error);
    if (error) return std::nullopt;
    return std::pair{time, size};
}

bool FileWatch::wait_until_differs(const Stamp& before, int stop_descriptor) const {
    for (;;) {
        const Stamp now = stamp();
        if (now && now != before) return true;
        std::array<pollfd, 2> ready{{{changes_.get(), POLLIN, 0}, {stop_descriptor, POLLIN, 0}}};
        ::poll(ready.data(), ready.size(), pause_ms);
        if (ready[1].revents != 0) return false;
        std::array<char, 4096> events{};
        while (::read(changes_.get(), events.data(), events.size()) > 0) {
        }
    }
}

}  // namespace triptych::cli
