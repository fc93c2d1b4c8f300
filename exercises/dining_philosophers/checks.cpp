#include <atomic>
#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

void each_alone() {
    Table table{4};
    int done = 0;
    for (int round = 0; round < 2; ++round)
        for (int seat = 0; seat < 4; ++seat)
            experiment(table, seat, [&] { ++done; });
    expect_equal(done, 8, "the number of experiments, of which 8 were asked for,");
    for (std::mutex& instrument : table.instruments) {
        expect(instrument.try_lock(), "an instrument was not given back");
        instrument.unlock();
    }
}

void holds_both() {
    Table table{3};
    bool has_left = false;
    bool has_right = false;
    bool has_other = false;
    experiment(table, 2, [&] {
        const auto is_taken = [&](std::size_t number) {  // another thread tries
            bool taken = true;
            std::thread{[&] {
                taken = !table.instruments[number].try_lock();
                if (!taken) table.instruments[number].unlock();
            }}.join();
            return taken;
        };
        has_left = is_taken(2);
        has_right = is_taken(0);
        has_other = is_taken(1);
    });
    expect(has_left, "the chemist on seat 2 worked without instrument 2");
    expect(has_right, "the chemist on seat 2 of 3 worked without instrument 0");
    expect(!has_other, "the chemist on seat 2 of 3 took instrument 1, too");
}

void neighbours() {
    Table table{3};
    std::atomic<int> inside = 0;
    std::atomic<bool> met = false;
    const auto work = [&] {
        if (inside.fetch_add(1) > 0) met = true;
        inside.fetch_sub(1);
    };
    std::thread one{[&] { experiment(table, 0, work); }};
    std::thread two{[&] { experiment(table, 1, work); }};
    one.join();
    two.join();
    expect(!met, "two neighbours worked at the same time");
}

void full_table() {
    Table table{3};
    const auto work = [] {};
    std::thread one{[&] { experiment(table, 0, work); }};
    std::thread two{[&] { experiment(table, 1, work); }};
    experiment(table, 2, work);
    one.join();
    two.join();
}

void opposite() {
    Table table{4};
    Meeting meeting{2};
    const auto work = [&] { meeting.enter(); };
    std::thread one{[&] { experiment(table, 0, work); }};
    std::thread two{[&] { experiment(table, 2, work); }};
    one.join();
    two.join();
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "each does an experiment, and gives the instruments back", .run = each_alone},
        {.name = "a chemist who works has both instruments, and no other", .run = holds_both},
        {.name = "two neighbours never work at the same time", .run = neighbours, .explored = true},
        {.name = "three chemists at one table never all wait", .run = full_table, .explored = true},
        {.name = "two who are not neighbours can work at the same time",
         .run = opposite,
         .explored = true,
         .if_stuck = "over_synchronised"},
    };
}

}  // namespace triptych::exercises
