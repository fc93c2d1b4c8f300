/// A process whose child sends a byte and is killed while it waits, and a thread that is detached.
#include <csignal>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

/// Whether the process sleeps in the kernel.
bool waits(pid_t pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    std::string number;
    std::string name;
    std::string state;
    file >> number >> name >> state;
    return state == "S";
}

}  // namespace

int main() {
    int ends[2];
    if (::pipe(ends) == -1) return 1;
    const pid_t child = ::fork();
    if (child == 0) {
        if (::write(ends[1], "x", 1) != 1) ::_exit(1);
        while (true)
            ::pause();
    }
    char byte = 0;
    if (::read(ends[0], &byte, 1) != 1) return 1;
    while (!waits(child))
        std::this_thread::yield();
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::thread{[&] {
        if (::write(ends[1], "y", 1) == 1) ::pause();
    }}.detach();
    if (::read(ends[0], &byte, 1) != 1) return 1;
}
