#include "processes/primitives/only_thread.hpp"

#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/single_threaded.h>
#include <sys/stat.h>
#include <thread>

#include "common/sanitizers.hpp"

namespace triptych::processes {
namespace {

namespace fs = std::filesystem;

/// With a program's first thread, ThreadSanitizer starts one of its own, which stays.
constexpr int allowed = thread_sanitizer ? 2 : 1;

/// Costs one system call: the link count of this directory is the number of threads plus two.
bool is_only_thread() {
    struct stat tasks{};
    return ::stat("/proc/self/task", &tasks) == -1 ||
           static_cast<int>(tasks.st_nlink) - 2 <= allowed;
}

int threads_that_run_code() {
    int threads = 0;
    std::error_code ignored;
    for (const auto& task : fs::directory_iterator{"/proc/self/task", ignored}) {
        std::string name;
        std::ifstream{task.path() / "comm"} >> name;
        threads += !name.empty() && !name.starts_with("iou-");
    }
    return threads;
}

}  // namespace

void require_only_thread() {
    if (::__libc_single_threaded != 0 || is_only_thread()) return;
    constexpr std::chrono::milliseconds patience{500};  // until joined threads leave the kernel
    const auto end = std::chrono::steady_clock::now() + patience;
    int threads = threads_that_run_code();
    while (threads > allowed && std::chrono::steady_clock::now() < end) {
        std::this_thread::yield();
        threads = threads_that_run_code();
    }
    if (threads > allowed)
        throw std::logic_error{
            fmt::format("fork in a process with {} threads: create processes and process pools "
                        "before threads and thread pools",
                        threads)};
}

}  // namespace triptych::processes
