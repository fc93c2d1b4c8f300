#include <atomic>
#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

void adds_up() {
    Till till;
    Till other;
    sell(till, [] { return 7; });
    sell(till, [] { return 5; });
    sell(other, [] { return 1; });
    expect_equal(read(till).cash, 12, "the cash after sales of 7 and 5");
    expect_equal(read(till).sales, 2, "the number of sales after two");
    expect_equal(read(other).cash, 1, "the cash of another till after a sale of 1");
}

void busy_till() {
    Till till;
    const auto sell_20 = [&] {
        for (int i = 0; i < 20; ++i)
            sell(till, [] { return 3; });
    };
    bool torn = false;
    std::thread one{sell_20};
    std::thread two{sell_20};
    for (int i = 0; i < 20; ++i) {
        const Reading reading = read(till);
        torn = torn || reading.cash != 3 * reading.sales;
    }
    one.join();
    two.join();
    expect(!torn, "the manager read cash and sales that do not belong together");
    expect_equal(read(till).cash, 120, "the cash after 40 sales of 3");
}

void reads_one_moment() {
    Till till;
    std::thread cashier{[&] { sell(till, [] { return 3; }); }};
    const Reading reading = read(till);
    cashier.join();
    expect(reading.cash == 3 * reading.sales,
           "the manager read cash and sales that do not belong together");
}

void one_customer_at_a_till() {
    Till till;
    std::atomic<int> inside = 0;
    std::atomic<bool> met = false;
    const auto pay = [&] {
        if (inside.fetch_add(1) > 0) met = true;
        inside.fetch_sub(1);
        return 2;
    };
    std::thread one{[&] { sell(till, pay); }};
    std::thread two{[&] { sell(till, pay); }};
    one.join();
    two.join();
    expect(!met, "two customers paid at one till at the same time");
    expect_equal(read(till).cash, 4, "the cash after two sales of 2");
}

void two_tills() {
    Till here;
    Till there;
    Meeting meeting{2};
    const auto pay = [&] {
        meeting.enter();
        return 1;
    };
    std::thread one{[&] { sell(here, pay); }};
    std::thread two{[&] { sell(there, pay); }};
    one.join();
    two.join();
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a till adds up its sales", .run = adds_up},
        {.name = "two cashiers and a manager use one till", .run = busy_till},
        {.name = "the manager reads a sale with its money, or neither",
         .run = reads_one_moment,
         .explored = true},
        {.name = "at one till, one customer pays at a time",
         .run = one_customer_at_a_till,
         .explored = true},
        {.name = "customers at two tills can pay at the same time",
         .run = two_tills,
         .explored = true,
         .if_stuck = "over_synchronised"},
    };
}

}  // namespace triptych::exercises
