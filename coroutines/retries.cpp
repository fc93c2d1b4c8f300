/// Retries with coroutines: one coroutine per task, all on one thread. They share a screen, and
/// print without a co_await in between, so each line is whole.
#include "common/workloads/retries.hpp"

#include <string>
#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

class Screen {
public:
    void print(const std::string& line) { text_ += line; }

    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

Task<> retry(std::int64_t task, Lots lots, Screen& screen) {
    int drawn = lots.draw();
    screen.print(line_of(task, drawn));
    while (drawn < high_enough) {
        co_await sleep_for(pause);
        drawn = lots.draw();
        screen.print(line_of(task, drawn));
    }
}

}  // namespace

std::string retries(const Retries& retries) {
    Screen screen;
    std::vector<Task<>> tasks;
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        tasks.push_back(retry(task, {retries.seed, task}, screen));
    run(gather(std::move(tasks)));
    return screen.take();
}

}  // namespace triptych::coroutines
