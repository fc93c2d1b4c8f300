#include "exercises/support/left_over.hpp"

#include <cctype>
#include <chrono>
#include <dirent.h>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>
#include <unistd.h>

#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

std::set<int> numbers_in(const char* folder) {
    std::set<int> numbers;
    DIR* const directory = ::opendir(folder);
    if (directory == nullptr) return numbers;
    const int own = ::dirfd(directory);
    while (const dirent* const entry = ::readdir(directory))
        if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) != 0)
            numbers.insert(std::stoi(entry->d_name));
    ::closedir(directory);
    if (std::string{folder} == "/proc/self/fd") numbers.erase(own);
    return numbers;
}

void count_children(Possessions& found) {
    for (const int pid : numbers_in("/proc")) {
        std::ifstream in{"/proc/" + std::to_string(pid) + "/stat"};
        std::string line;
        std::getline(in, line);
        const auto bracket = line.rfind(')');  // a command's name may contain anything
        if (bracket == std::string::npos) continue;
        std::istringstream words{line.substr(bracket + 1)};
        char state = 0;
        int parent = 0;
        words >> state >> parent;
        if (parent != ::getpid()) continue;
        (state == 'Z' || state == 'X' ? found.zombies : found.children) += 1;
    }
}

int shared_mappings() {
    std::ifstream maps{"/proc/self/maps"};
    int found = 0;
    for (std::string line; std::getline(maps, line);)
        found += line.find("/dev/zero (deleted)") != std::string::npos ||
                 line.find(" /dev/shm/") != std::string::npos ||
                 line.find("/SYSV") != std::string::npos;
    return found;
}

/// The numbers in `now` that are not in `before`.
std::string new_numbers(const std::string& before, const std::string& now) {
    std::istringstream old{before};
    const std::set<int> known{std::istream_iterator<int>{old}, {}};
    std::istringstream all{now};
    std::string text;
    for (int number = 0; all >> number;)
        if (!known.contains(number)) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

}  // namespace

Possessions possessions() {
    Possessions found;
    for (const int number : numbers_in("/proc/self/fd"))
        found.descriptors += std::to_string(number) + ' ';
    found.threads = static_cast<int>(numbers_in("/proc/self/task").size());
    found.mappings = shared_mappings();
    count_children(found);
    return found;
}

void expect_nothing_left(const Possessions& before) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    Possessions now = possessions();
    // A child that is about to end becomes a zombie: only then is it clear that nobody waits.
    while ((now.threads > before.threads || now.children > before.children) &&
           std::chrono::steady_clock::now() < patience) {
        std::this_thread::yield();
        now = possessions();
    }
    if (now.zombies > before.zombies)
        throw Wrong{"children that have ended and were not waited for: before " +
                        std::to_string(before.zombies) + ", afterwards " +
                        std::to_string(now.zombies),
                    "zombie"};
    if (now.children > before.children)
        throw Wrong{"children that still run: before " + std::to_string(before.children) +
                        ", afterwards " + std::to_string(now.children),
                    "child_left_running"};
    const std::string opened = new_numbers(before.descriptors, now.descriptors);
    if (!opened.empty())
        throw Wrong{"descriptors that were opened and not closed: " + opened, "descriptor_leaked"};
    if (now.threads > before.threads)
        throw Wrong{"threads: before " + std::to_string(before.threads) + ", afterwards " +
                        std::to_string(now.threads),
                    "thread_leaked"};
    if (now.mappings > before.mappings)
        throw Wrong{"mappings of shared memory: before " + std::to_string(before.mappings) +
                        ", afterwards " + std::to_string(now.mappings),
                    "mapping_leaked"};
}

}  // namespace triptych::exercises
