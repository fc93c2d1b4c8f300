/// Retries with processes: one child per task. Their screen is a pipe: the kernel never splits a
/// short write (at most PIPE_BUF bytes), so each line is whole.
#include "common/workloads/retries.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"

namespace triptych::processes {
namespace {

class Screen {
public:
    void print(const std::string& line) {
        Line sent{};
        std::ranges::copy(line, sent.begin());
        pipe_.put(sent);
    }

    /// Waits until the last task has exited. Returns all lines.
    std::string take() {
        std::string text;
        while (const auto line = pipe_.take())
            text += line->data();
        return text;
    }

private:
    using Line = std::array<char, longest_line + 1>;  // the line, then zeros

    Pipe<Line> pipe_;
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
    std::vector<Process> tasks;
    for (std::int64_t task = 0; task < retries.tasks; ++task)
        tasks.emplace_back([&, task] { retry(task, {retries.seed, task}, screen); });
    std::string text = screen.take();
    for (Process& task : tasks)
        task.join();
    return text;
}

}  // namespace triptych::processes
