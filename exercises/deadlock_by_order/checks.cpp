#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void moves_money() {
    Account a{.balance = 10, .mutex = {}};
    Account b{.balance = 5, .mutex = {}};
    expect(transfer(a, b, 4), "transfer of 4 from an account with 10 returned false");
    expect_equal(a.balance, 6, "the balance of the giver, who had 10 and gave 4,");
    expect_equal(b.balance, 9, "the balance of the receiver, who had 5 and got 4,");
}

void refuses() {
    Account a{.balance = 3, .mutex = {}};
    Account b{.balance = 5, .mutex = {}};
    expect(!transfer(a, b, 4), "transfer of 4 from an account with 3 returned true");
    expect_equal(a.balance, 3, "the balance of the giver, whose transfer was refused,");
    expect_equal(b.balance, 5, "the balance of the receiver, whose transfer was refused,");
    expect(transfer(a, b, 3), "after a refused transfer, one of 3 from 3 returned false");
}

void both_ways() {
    Account a{.balance = 2, .mutex = {}};
    Account b{.balance = 2, .mutex = {}};
    std::thread one{[&] { transfer(a, b, 1); }};
    std::thread two{[&] { transfer(b, a, 1); }};
    one.join();
    two.join();
    expect_equal(a.balance, 2, "the balance after one transfer each way");
    expect_equal(b.balance, 2, "the other balance after one transfer each way");
}

void last_coin() {
    Account a{.balance = 1, .mutex = {}};
    Account b{.balance = 0, .mutex = {}};
    std::thread one{[&] { transfer(a, b, 1); }};
    std::thread two{[&] { transfer(a, b, 1); }};
    one.join();
    two.join();
    expect_equal(a.balance, 0, "the balance after two tried to take the last coin");
    expect_equal(b.balance, 1, "the receiver's balance after two tried to take the last coin");
    expect(transfer(b, a, 1), "giving the last coin back returned false");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a transfer moves the amount", .run = moves_money},
        {.name = "a transfer of more than there is changes nothing", .run = refuses},
        {.name = "two clerks with the same accounts, the other way round, both finish",
         .run = both_ways,
         .explored = true,
         .if_wrong = "lost_update"},
        {.name = "of two clerks who take the last coin, one is refused",
         .run = last_coin,
         .explored = true,
         .if_wrong = "check_then_act"},
    };
}

}  // namespace triptych::exercises
