/// Tests of TreeSampler, on process trees that are alive.
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/harness/tree.hpp"

using namespace triptych::harness;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

/// A process group of the test: a child that runs `body`, reports it, and waits to be killed.
class Group {
public:
    explicit Group(const std::function<void(int ready)>& body) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        root_ = ::fork();
        if (root_ == 0) {
            ::setpgid(0, 0);
            body(ends[1]);
            _exit(0);
        }
        ::close(ends[1]);
        char byte = 0;
        REQUIRE(::read(ends[0], &byte, 1) == 1);
        ::close(ends[0]);
    }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    ~Group() {
        ::kill(-root_, SIGKILL);
        ::waitpid(root_, nullptr, 0);
    }
    pid_t id() const { return root_; }

private:
    pid_t root_ = 0;
};

void say_ready_and_wait(int ready) {
    if (::write(ready, "!", 1) != 1) _exit(1);
    while (true)
        ::pause();
}

/// Memory of which all pages have been written.
[[maybe_unused]] char* fresh_memory(std::size_t size) {
    void* memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return static_cast<char*>(std::memset(memory, 1, size));
}

/// Forks children that run `body` and then wait, as the caller does.
void fork_children(int count, int ready, const std::function<void()>& body) {
    int ends[2];
    if (::pipe(ends) != 0) _exit(1);
    for (int i = 0; i < count; ++i) {
        if (::fork() != 0) continue;
        body();
        say_ready_and_wait(ends[1]);
    }
    char byte = 0;
    for (int i = 0; i < count; ++i)
        if (::read(ends[0], &byte, 1) != 1) _exit(1);
    say_ready_and_wait(ready);
}

Peak peak_of(const std::function<void(int ready)>& body) {
    TreeSampler sampler;
    const Group group{body};
    sampler.sample(group.id());
    return sampler.peak();
}

}  // namespace

#ifndef __SANITIZE_THREAD__  // it gives each process another thread and more memory
TEST_CASE("TreeSampler counts one process and one thread of a plain program, and no tree") {
    const Peak peak = peak_of(say_ready_and_wait);
    CHECK(peak.processes == 1);
    CHECK(peak.threads == 1);
    CHECK(peak.tree_bytes == 0);
}

TEST_CASE("TreeSampler counts children and grandchildren") {
    const Peak peak = peak_of([](int ready) {
        fork_children(5, ready, [] {
            if (::fork() == 0)
                while (true)
                    ::pause();
        });
    });
    CHECK(peak.processes == 11);
    CHECK(peak.threads == 11);
}

TEST_CASE("TreeSampler counts all threads, including the main thread of each process") {
    const Peak peak = peak_of([](int ready) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 7; ++i)
            threads.emplace_back([] {
                while (true)
                    ::pause();
            });
        say_ready_and_wait(ready);
    });
    CHECK(peak.processes == 1);
    CHECK(peak.threads == 8);
}

TEST_CASE("TreeSampler counts memory once that parent and children share") {
    const auto shared = [](int ready) {
        fresh_memory(64 * mebibyte);
        fork_children(4, ready, [] {});
    };
    const auto written = [](int ready) {
        char* const memory = fresh_memory(64 * mebibyte);
        fork_children(4, ready, [&] { std::memset(memory, 2, 64 * mebibyte); });
    };
    const double once = 64.0 * mebibyte;
    const double shared_bytes = peak_of(shared).tree_bytes;
    CHECK(shared_bytes > once);
    CHECK(shared_bytes < 2 * once);
    CHECK(peak_of(written).tree_bytes > 4.5 * once);  // each child has its own, written copy
}

TEST_CASE("TreeSampler counts a tree on the same basis as a single process") {
    const auto holding = [](int children) {
        return [=](int ready) {
            fresh_memory(8 * mebibyte);
            fork_children(children, ready, [] {});
        };
    };
    TreeSampler sampler;
    const Group alone{[](int ready) {
        fresh_memory(8 * mebibyte);
        say_ready_and_wait(ready);
    }};
    double own = 0;
    std::ifstream status{"/proc/" + std::to_string(alone.id()) + "/status"};
    for (std::string word; status >> word;)
        if (word == "VmRSS:") status >> own;
    // Children that only share cost their page tables' worth of pages, not the program once more.
    const double tree = peak_of(holding(3)).tree_bytes;
    CHECK(tree > 8.0 * mebibyte);
    CHECK(tree < 1024 * own + 4.0 * mebibyte);
}

TEST_CASE("TreeSampler never counts more memory than there was, while processes end") {
    // Each child shares 32 MiB until it ends, at a moment of its own.
    const double alone = peak_of([](int ready) {
                             fresh_memory(32 * mebibyte);
                             fork_children(1, ready, [] {});
                         }).tree_bytes;
    TreeSampler sampler;
    const Group group{[](int ready) {
        fresh_memory(32 * mebibyte);
        for (int i = 0; i < 40; ++i)
            if (::fork() == 0) {
                ::usleep(static_cast<useconds_t>(1'000 * i));
                _exit(0);
            }
        say_ready_and_wait(ready);
    }};
    for (int i = 0; i < 30; ++i)
        sampler.sample(group.id());
    CHECK(sampler.peak().tree_bytes > 0);
    CHECK(sampler.peak().tree_bytes < alone + 30.0 * mebibyte);
}

TEST_CASE("TreeSampler extrapolates from a part of many children") {
    const auto body = [](int ready) { fork_children(200, ready, [] { fresh_memory(mebibyte); }); };
    const double bytes = peak_of(body).tree_bytes;
    CHECK(bytes > 200.0 * mebibyte);
    CHECK(bytes < 400.0 * mebibyte);
}
#endif

TEST_CASE("TreeSampler counts the open descriptors of all processes") {
    const auto opened = [](int count) {
        return peak_of([=](int ready) {
                   for (int i = 0; i < count; ++i)
                       static_cast<void>(::dup(ready));
                   fork_children(3, ready, [] {});
               })
            .descriptors;
    };
    CHECK(opened(10) == opened(0) + 4 * 10);  // each child has a copy
}

TEST_CASE("TreeSampler does not count zombies") {
    const Peak peak = peak_of([](int ready) {
        const pid_t child = ::fork();
        if (child == 0) _exit(0);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
        say_ready_and_wait(ready);
    });
    CHECK(peak.processes == 1);
}

TEST_CASE("TreeSampler keeps the peak after the children have ended") {
    TreeSampler sampler;
    {
        const Group group{[](int ready) { fork_children(3, ready, [] {}); }};
        sampler.sample(group.id());
    }
    const Group later{say_ready_and_wait};
    sampler.sample(later.id());
    CHECK(sampler.peak().processes == 4);
}

TEST_CASE("TreeSampler::samples_in_last counts only the samples of that time") {
    TreeSampler sampler;
    CHECK(sampler.samples_in_last(Seconds{1000}) == 0);
    const Group group{say_ready_and_wait};
    for (int i = 0; i < 12; ++i)
        sampler.sample(group.id());
    CHECK(sampler.samples_in_last(Seconds{0}) == 1);
    CHECK(sampler.samples_in_last(Seconds{1000}) == 12);
    CHECK(sampler.peak().samples == 12);
}

TEST_CASE("TreeSampler does not count processes of other groups") {
    const Group before{say_ready_and_wait};
    TreeSampler sampler;
    const Group group{say_ready_and_wait};
    const Group after{say_ready_and_wait};
    sampler.sample(group.id());
    CHECK(sampler.peak().processes == 1);
}

TEST_CASE("peak_bytes is the program's own peak without children, and the tree's with them") {
    const Peak alone{.processes = 1, .threads = 8, .tree_bytes = 0};
    const Peak tree{.processes = 3, .threads = 3, .tree_bytes = 500};
    const Peak unreadable{.processes = 3, .threads = 3, .tree_bytes = 0};
    CHECK(peak_bytes(100, alone) == 100);
    CHECK(peak_bytes(std::nullopt, alone) == std::nullopt);
    CHECK(peak_bytes(100, tree) == 500);
    CHECK(peak_bytes(std::nullopt, tree) == 500);
    CHECK(peak_bytes(900, tree) == 900);  // never less than the root alone
    CHECK(peak_bytes(100, unreadable) == std::nullopt);
}
