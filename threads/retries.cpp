/// Retries with threads: one thread per task. They share a screen, and a mutex keeps each line
/// whole.
#include "common/workloads/retries.hpp"

#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace triptych::threads {
namespace {

class Screen {
public:
    void print(const std::string& line) {
        const std::lock_guard lock{mutex_};
        text_ += line;
    }

    std::string take() {
        const std::lock_guard lock{mutex_};
        return std::move(text_);
    }

private:
    std::mutex mutex_;
    std::string text_;  // guarded by mutex_
};

void retry(std::int64_t task, Lots lots, Screen& screen) {
    int drawn = lots.draw();
    screen.print(line_of(task, drawn));
    while (drawn < high_enough) {
        std::this_thread::sleep_for(pause);
        drawn = lots.draw();
        screen.print(line_of(task, drawn));
    }
}

}  // namespace

std::string retries(const Retries& retries) {
    Screen screen;
    std::vector<std::jthread> tasks;
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        tasks.emplace_back([&, task] { retry(task, {retries.seed, task}, screen); });
    for (std::jthread& task : tasks)
        task.join();
    return screen.take();
}

}  // namespace triptych::threads
