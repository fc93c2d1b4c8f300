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

namespace triptych {
namespace {

void give_way(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        std::this_thread::yield();
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

void kill_one(std::size_t workers, std::size_t which, int turns) {
    std::vector<pid_t> found;
    while (found.size() < workers)
        found = siblings();
    give_way(turns);
    // While the parent is stopped, the others meet the locks that the dead worker holds.
    ::kill(::getppid(), SIGSTOP);
    ::kill(found.at(which), SIGKILL);
    give_way(200);
    ::kill(::getppid(), SIGCONT);
}

}  // namespace

std::string message_if_one_is_killed(std::size_t workers, std::size_t which, int turns,
                                     const std::function<void()>& solve) {
    return in_child([&] {
        const Census before = take_census();
        try {
            const processes::Process killer{[&] { kill_one(workers, which, turns); }};
            solve();
        } catch (const std::exception& error) {
            return error.what() + changes_since(before);
        }
        return std::string{"it was not detected"};
    });
}

}  // namespace triptych
