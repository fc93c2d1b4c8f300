/// What holds for every way to hand items over through a queue.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/answers.hpp"
#include "processes/answers.hpp"
#include "processes/process.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"
#include "threads/answers.hpp"

using namespace triptych;

namespace {

struct Market {
    const char* name;
    std::vector<Receipt> (*solve)(const Trade& trade);
};

const std::vector<Market> markets{{"threads", threads::producer_consumer},
                                  {"processes", processes::producer_consumer},
                                  {"coroutines", coroutines::producer_consumer}};

/// The other children of this process's parent.
std::vector<pid_t> siblings() {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream status{entry.path() / "status"};
        const std::string parent = "PPid:\t" + std::to_string(::getppid());
        for (std::string line; std::getline(status, line);)
            if (line == parent && std::stoi(name) != ::getpid()) found.push_back(std::stoi(name));
    }
    return found;
}

}  // namespace

TEST_CASE("every item arrives once, however many producers and consumers there are") {
    for (const auto& [name, solve] : markets)
        for (const auto& [producers, consumers] :
             std::vector<std::pair<int, int>>{{1, 1}, {1, 5}, {5, 1}, {3, 4}}) {
            CAPTURE(name, producers, consumers);
            const Trade trade{
                .items = 1'000, .seed = 7, .producers = producers, .consumers = consumers};
            CHECK(check_receipts(trade, solve(trade)) == "");
        }
}

TEST_CASE("no items are traded at once, and fewer than there are traders, and nothing is left") {
    for (const auto& [name, solve] : markets)
        for (const std::int64_t items : {0, 1, 3, 20}) {
            CAPTURE(name, items);
            const Trade trade{.items = items, .seed = 3};
            const Census before = take_census();
            CHECK(check_receipts(trade, solve(trade)) == "");
            CHECK(changes_since(before) == "");
        }
}

TEST_CASE("a trading process that is killed is noticed, and nobody waits for it in vain") {
    const auto killed_after = [](int turns) {
        return in_child([turns] {
            const Census before = take_census();
            const Trade long_enough{.items = 2'000'000, .seed = 1};
            const auto workers =
                static_cast<std::size_t>(long_enough.producers + long_enough.consumers);
            try {
                processes::Process killer{[&] {
                    std::vector<pid_t> found;
                    while (found.size() < workers)
                        found = siblings();
                    for (int turn = 0; turn < turns; ++turn)
                        std::this_thread::yield();
                    // While the parent sees nothing, the others find the lock that nobody frees.
                    ::kill(::getppid(), SIGSTOP);
                    ::kill(found[static_cast<std::size_t>(turns / 50) % workers], SIGKILL);
                    for (int look = 0; look < 5; ++look)
                        static_cast<void>(siblings());
                    ::kill(::getppid(), SIGCONT);
                }};
                processes::producer_consumer(long_enough);
            } catch (const std::exception& error) {
                return error.what() + changes_since(before);
            }
            return std::string{"it was not noticed"};
        });
    };
    // With the lock of the queue in its hands or without it: sooner or later there is each.
    for (int turns = 0; turns < 3'000; turns += 50) {
        CAPTURE(turns);
        CHECK_THAT(killed_after(turns), Catch::Matchers::EndsWith("was killed by SIGKILL"));
    }
}
