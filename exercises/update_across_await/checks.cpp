#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;

struct Sales {
    int sold = 0;     // answers of true
    int tickets = 0;  // that the theatre counts
    int seats = 0;    // that it still has
};

Task<> ask_the_bank() {
    co_await coroutines::sleep_for(std::chrono::milliseconds{1});
}

Task<> buy(Theatre& theatre, int& sold) {
    const bool one = co_await sell(theatre);
    if (one) ++sold;
}

Sales sales(int seats, int buyers) {
    Theatre theatre;
    theatre.seats = seats;
    theatre.pay = ask_the_bank;
    Sales result;
    std::vector<Task<>> tasks;
    for (int i = 0; i < buyers; ++i)
        tasks.push_back(buy(theatre, result.sold));
    coroutines::run(coroutines::gather(std::move(tasks)));
    result.tickets = theatre.tickets;
    result.seats = theatre.seats;
    return result;
}

void one_buyer() {
    const Sales one = sales(3, 1);
    expect_equal(one.sold, 1, "with 3 seats and 1 buyer, the number of answers of true");
    expect_equal(one.tickets, 1, "with 3 seats and 1 buyer, the number of tickets");
    expect_equal(one.seats, 2, "with 3 seats and 1 buyer, the number of free seats");
}

void sold_out() {
    const Sales none = sales(0, 2);
    expect_equal(none.sold, 0, "with no seat and 2 buyers, the number of answers of true");
    expect_equal(none.tickets, 0, "with no seat and 2 buyers, the number of tickets");
}

// Only of an answer that is right for one buyer is it said that others came in between.

void last_seat() {
    one_buyer();
    sold_out();
    const Sales two = sales(1, 2);
    expect(two.sold <= 1,
           "one seat was sold to " + std::to_string(two.sold) + " buyers who came at the same time",
           "check_then_act");
    expect_equal(two.sold, 1, "with 1 seat and 2 buyers, the number of answers of true");
}

void enough_seats() {
    one_buyer();
    expect_equal(sales(5, 1).seats, 4, "with 5 seats and 1 buyer, the number of free seats");
    const Sales three = sales(5, 3);
    expect_equal(three.sold, 3, "with 5 seats and 3 buyers, the number of answers of true");
    expect(three.tickets == 3 && three.seats == 2,
           "3 buyers at the same time changed 5 seats to " + std::to_string(three.seats) +
               " and 0 tickets to " + std::to_string(three.tickets) +
               "; one alone changes them by 1",
           "update_across_await");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "one buyer gets one seat", .run = one_buyer},
        {.name = "nobody gets a seat where there is none", .run = sold_out},
        {.name = "of two buyers at the same time, one gets the last seat", .run = last_seat},
        {.name = "three buyers at the same time get three of five seats", .run = enough_seats},
    };
}

}  // namespace triptych::exercises
