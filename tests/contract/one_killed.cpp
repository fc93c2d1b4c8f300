#include "tests/contract/one_killed.hpp"

#include <csignal>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>

#include "processes/primitives/process.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"

using namespace std::chrono_literals;

namespace triptych {
namespace {

/// Lets others run for about that long. Not for a number of yields: on a busy machine each of them
/// takes as long as another program's turn.
void give_way(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    do
        std::this_thread::yield();
    while (std::chrono::steady_clock::now() < end);
}

/// The other children of this process's parent, as the kernel lists them at this moment.
std::vector<pid_t> siblings() {
    const std::string parent = std::to_string(::getppid());
    std::ifstream children{"/proc/" + parent + "/task/" + parent + "/children"};
    if (!children) throw std::runtime_error{"this kernel does not list the children of a process"};
    std::vector<pid_t> found{std::istream_iterator<pid_t>{children}, {}};
    std::erase(found, ::getpid());
    return found;
}

void kill_one(std::size_t workers, std::size_t which, std::chrono::microseconds after) {
    std::vector<pid_t> found;
    while (found.size() < workers)
        found = siblings();
    give_way(after);
    // While the parent is stopped, the others meet the locks that the dead worker holds.
    ::kill(::getppid(), SIGSTOP);
    ::kill(found.at(which), SIGKILL);
    give_way(500us);
    ::kill(::getppid(), SIGCONT);
}

}  // namespace

std::string message_if_one_is_killed(std::size_t workers, std::size_t which,
                                     std::chrono::microseconds after,
                                     const std::function<void()>& solve) {
    return in_child([&] {
        const Census before = take_census();
        try {
            const processes::Process killer{[&] { kill_one(workers, which, after); }};
            solve();
        } catch (const std::exception& error) {
            return error.what() + changes_since(before);
        }
        return std::string{"it was not detected"};
    });
}

}  // namespace triptych
