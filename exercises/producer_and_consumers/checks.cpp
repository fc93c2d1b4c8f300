#include <algorithm>
#include <vector>

#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;

struct Day {
    int loaves = 0;  // to bake
    int baked = 0;
    int taken = 0;  // by a packer
    int most_waiting = 0;
    int asked_too_often = 0;
    std::vector<int> packed;
};

Task<int> bake(Day& day) {
    co_await coroutines::yield();
    if (day.baked == day.loaves) {
        ++day.asked_too_often;
        co_return 0;
    }
    const int loaf = ++day.baked;
    day.most_waiting = std::max(day.most_waiting, day.baked - day.taken);
    co_return loaf;
}

Task<> pack(Day& day, int loaf, int turns) {
    ++day.taken;
    for (int i = 0; i < turns; ++i)
        co_await coroutines::yield();
    day.packed.push_back(loaf);
}

void expect_packed(Day& day, int found) {
    std::ranges::sort(day.packed);
    std::vector<int> all;
    for (int loaf = 1; loaf <= day.loaves; ++loaf)
        all.push_back(loaf);
    const std::string loaves = std::to_string(day.loaves) + " loaves";
    expect(day.packed == all, "of " + loaves + ", not each was packed once");
    expect_equal(found, day.loaves, "run_bakery with " + loaves);
    expect(day.asked_too_often == 1, "bake was called again after it had returned 0");
}

Day day_of(int loaves, int packers, int turns) {
    Day day;
    day.loaves = loaves;
    const int found =
        run_to_end(run_bakery([&] { return bake(day); },
                              [&](int loaf) { return pack(day, loaf, turns); }, packers),
                   "all loaves are baked, and run_bakery waits for ever");
    expect_packed(day, found);
    return day;
}

void one_packer() {
    day_of(5, 1, 1);
    day_of(1, 1, 0);
}

void nothing_to_bake() {
    day_of(0, 1, 1);
    day_of(0, 3, 1);
}

void three_packers() {
    day_of(7, 3, 2);
    day_of(2, 3, 2);
}

void little_room() {
    three_packers();
    const Day day = day_of(40, 2, 20);
    // One more is in the hands of the baker: its task waits for room.
    expect(day.most_waiting <= 4,
           "two packers were at work, and " + std::to_string(day.most_waiting) +
               " loaves were baked and in nobody's hands",
           "unbounded_in_flight");
}

Task<> meet(TaskMeeting& meeting) {
    co_await meeting.enter();
}

void all_pack() {
    three_packers();
    Day day;
    day.loaves = 3;
    TaskMeeting meeting{3};
    run_to_end(run_bakery([&] { return bake(day); }, [&](int) { return meet(meeting); }, 3),
               "each of three packers waits until all pack, and they never do",
               "awaits_in_sequence");
}

Task<> until_second_is_baked(Day& day, coroutines::Event& second, int loaf) {
    if (loaf == 1 && day.baked < 2) co_await second.wait();
}

Task<int> bake_and_tell(Day& day, coroutines::Event& second) {
    const int loaf = co_await bake(day);
    if (loaf == 2) second.set();
    co_return loaf;
}

void bakes_on() {
    one_packer();
    Day day;
    day.loaves = 3;
    coroutines::Event second;
    run_to_end(run_bakery([&] { return bake_and_tell(day, second); },
                          [&](int loaf) { return until_second_is_baked(day, second, loaf); }, 1),
               "the packer of the first loaf waits until the second is baked, and it never is",
               "awaits_in_sequence");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "one packer packs all loaves, and goes home", .run = one_packer},
        {.name = "with nothing to bake, all go home", .run = nothing_to_bake},
        {.name = "three packers pack all loaves, and go home", .run = three_packers},
        {.name = "the table is not heaped up", .run = little_room},
        {.name = "all packers can pack at the same time", .run = all_pack},
        {.name = "baking goes on while a packer packs", .run = bakes_on},
    };
}

}  // namespace triptych::exercises
