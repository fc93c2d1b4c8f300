/// Tests the memory pool for coroutine frames.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

using namespace triptych::coroutines;

namespace {

// AddressSanitizer: each frame is a separate allocation, and freed memory is not reused at once.
constexpr bool reuses = !triptych::address_sanitizer;

struct alignas(16) Wide {
    unsigned char bytes[16] = {};
};

/// Returns by how much its variable is not aligned.
template <std::size_t Others>
Task<std::uintptr_t> misaligned_by() {
    unsigned char others[Others] = {};
    Wide wide;
    Wide* volatile const place = &wide;
    co_await yield();
    co_return reinterpret_cast<std::uintptr_t>(place) % alignof(Wide) + others[0];
}

}  // namespace

TEST_CASE("allocate_frame: a coroutine's variables are aligned, whatever was allocated before") {
    std::vector<void*> narrow;
    for (int turn = 0; turn < 3; ++turn) {
        narrow.push_back(allocate_frame(88));
        CHECK(run(misaligned_by<1>()) == 0);
        narrow.push_back(allocate_frame(8));
        CHECK(run(misaligned_by<17>()) == 0);
        CHECK(run(misaligned_by<40>()) == 0);
    }
    for (int turn = 0; turn < 3; ++turn) {
        release_frame(narrow.at(2 * static_cast<std::size_t>(turn)), 88);
        release_frame(narrow.at(2 * static_cast<std::size_t>(turn) + 1), 8);
    }
}

TEST_CASE("allocate_frame returns blocks aligned for their sizes, which do not overlap") {
    struct Frame {
        unsigned char* memory;
        std::size_t size;
    };
    std::vector<Frame> frames;
    for (std::size_t size = 1; size <= 1'100; ++size) {
        auto* const memory = static_cast<unsigned char*>(allocate_frame(size));
        const std::size_t alignment = size % __STDCPP_DEFAULT_NEW_ALIGNMENT__ == 0
                                          ? __STDCPP_DEFAULT_NEW_ALIGNMENT__
                                          : std::size_t{8};
        REQUIRE(reinterpret_cast<std::uintptr_t>(memory) % alignment == 0);
        std::memset(memory, static_cast<int>(size % 251), size);
        frames.push_back({memory, size});
    }
    for (const auto& [memory, size] : frames) {
        const auto untouched = static_cast<std::size_t>(
            std::count(memory, memory + size, static_cast<unsigned char>(size % 251)));
        REQUIRE(untouched == size);
        release_frame(memory, size);
    }
}

TEST_CASE("allocate_frame returns the block that was released last") {
    if (!reuses) return;
    void* const first = allocate_frame(200);
    void* const second = allocate_frame(200);
    release_frame(first, 200);
    release_frame(second, 200);
    CHECK(allocate_frame(200) == second);
    CHECK(allocate_frame(193) == first);  // the same size, rounded up to 8 bytes
    void* const other = allocate_frame(192);
    CHECK(other != first);
    CHECK(other != second);
    release_frame(other, 192);
    release_frame(first, 193);
    release_frame(second, 200);
}

TEST_CASE("allocate_frame: creating and releasing a million frames uses the memory of a few") {
    if (!reuses) return;
    std::set<void*> places;
    for (int i = 0; i < 1'000'000; ++i) {
        void* const frame = allocate_frame(120);
        places.insert(frame);
        release_frame(frame, 120);
    }
    CHECK(places.size() == 1);
}

TEST_CASE("release_frame in another thread gives the block to that thread") {
    void* const frame = allocate_frame(300);
    void* again = nullptr;
    std::jthread{[&] {
        release_frame(frame, 300);
        again = allocate_frame(300);
        release_frame(again, 300);
    }}.join();
    if (reuses) CHECK(again == frame);
}

TEST_CASE("allocate_frame reuses the free blocks of threads that have ended") {
    if (!reuses) return;
    constexpr std::size_t size = 1'000;
    std::vector<void*> frames(10);
    std::jthread{[&] {
        for (void*& frame : frames)
            frame = allocate_frame(size);
        for (void* const frame : frames)
            release_frame(frame, size);
    }}.join();
    const std::set<void*> left(frames.begin(), frames.end());
    std::jthread{[&] {
        for (void*& frame : frames)
            frame = allocate_frame(size);
    }}.join();
    CHECK(std::set<void*>(frames.begin(), frames.end()) == left);
    for (void* const frame : frames)
        release_frame(frame, size);
}

TEST_CASE("allocate_frame returns different blocks to concurrent threads") {
    std::vector<std::vector<void*>> mine(4);
    {
        std::vector<std::jthread> threads;
        for (auto& frames : mine)
            threads.emplace_back([&] {
                for (int i = 0; i < 1'000; ++i)
                    frames.push_back(allocate_frame(80));
            });
    }
    std::set<void*> all;
    for (const auto& frames : mine)
        all.insert(frames.begin(), frames.end());
    CHECK(all.size() == 4'000);
    for (void* const frame : all)
        release_frame(frame, 80);
}
