#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

bool is(const std::optional<Offer>& found, int product, int price) {
    return found && found->product == product && found->price == price;
}

void one_thread() {
    Board board;
    expect(!look(board), "look returned an offer before one was published");
    publish(board, {3, 40});
    expect(is(look(board), 3, 40), "look returned another offer than the one that was published");
    Board other;
    publish(other, {5, 60});
    expect(is(look(other), 5, 60), "look returned another offer than the one on its board");
}

void two_threads() {
    Board board;
    std::optional<Offer> found;
    std::thread customer{[&] { found = look(board); }};
    publish(board, {3, 40});
    customer.join();
    const bool is_there_now = is(look(board), 3, 40);
    expect(is_there_now, "look returned another offer than the one that was published");
    expect(!found || is(found, 3, 40), "a customer saw the announcement, and not the whole offer");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "an offer is seen once it is published", .run = one_thread},
        {.name = "a thread that sees the announcement sees the offer",
         .run = two_threads,
         .explored = true},
    };
}

}  // namespace triptych::exercises
