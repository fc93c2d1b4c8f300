#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

/// Reads to the end, and returns how many letters there were.
int count_letters(int end) {
    int count = 0;
    char letter = 0;
    while (::read(end, &letter, 1) == 1)
        ++count;
    return count;
}

void send(const Sorter& sorter, int letters) {
    for (int i = 0; i < letters; ++i)
        expect(::write(sorter.letters, "x", 1) == 1, "a letter could not be written to a sorter");
}

void expect_hired(const std::vector<Sorter>& sorters, int count) {
    expect_equal(static_cast<long long>(sorters.size()), count,
                 "the number of sorters that hire(" + std::to_string(count) + ")");
    for (const Sorter& sorter : sorters)
        expect(sorter.pid > 0 && sorter.letters >= 0, "a sorter has no pid, or no pipe");
}

void nobody() {
    expect_hired(hire(0, count_letters), 0);
}

void one_sorter() {
    const auto sorters = hire(1, count_letters);
    expect_hired(sorters, 1);
    send(sorters[0], 5);
    expect_equal(dismiss(sorters[0]), 5, "dismiss of a sorter who got 5 letters");
}

void last_to_first() {
    const auto sorters = hire(3, count_letters);
    expect_hired(sorters, 3);
    for (int i : {2, 1, 0}) {
        send(sorters[static_cast<std::size_t>(i)], i + 1);
        expect_equal(dismiss(sorters[static_cast<std::size_t>(i)]), i + 1,
                     "dismiss of a sorter who got " + std::to_string(i + 1) + " letters");
    }
}

void first_to_last() {
    const auto sorters = hire(3, count_letters);
    expect_hired(sorters, 3);
    int letters = 7;
    for (const Sorter& sorter : sorters) {
        send(sorter, letters);
        expect_equal(dismiss(sorter), letters,
                     "dismiss of a sorter who got " + std::to_string(letters) + " letters");
        --letters;
    }
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "nobody is hired if nobody is wanted", .run = nobody},
        {.name = "a sorter reads its letters, and ends when its pipe is closed",
         .run = one_sorter,
         .if_stuck = "write_end_left_open"},
        {.name = "the last hired can go first",
         .run = last_to_first,
         .if_stuck = "write_end_left_open"},
        {.name = "the first hired can go first, while the others stay",
         .run = first_to_last,
         .if_stuck = "write_end_left_open"},
    };
}

}  // namespace triptych::exercises
