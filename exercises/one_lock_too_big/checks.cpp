#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

void remembers() {
    PriceList list;
    int asked = 0;
    const auto ask = [&](int product) {
        ++asked;
        return product * 10;
    };
    expect_equal(price_of(list, 3, ask), 30, "price_of a product whose supplier says 30");
    expect_equal(price_of(list, 4, ask), 40, "price_of a product whose supplier says 40");
    expect_equal(price_of(list, 3, ask), 30, "price_of the first product, once more,");
    expect_equal(asked, 2, "the number of questions for two products, one of them wanted twice,");
}

void two_products() {
    PriceList list;
    Meeting meeting{2};
    const auto ask = [&](int product) {
        meeting.enter();
        return product + 1;
    };
    int first = 0;
    int second = 0;
    std::thread one{[&] { first = price_of(list, 1, ask); }};
    std::thread two{[&] { second = price_of(list, 2, ask); }};
    one.join();
    two.join();
    expect_equal(first, 2, "price_of product 1, whose supplier says 2,");
    expect_equal(second, 3, "price_of product 2, whose supplier says 3,");
}

void same_product() {
    PriceList list;
    int first = 0;
    int second = 0;
    std::thread one{[&] { first = price_of(list, 1, [](int) { return 5; }); }};
    std::thread two{[&] { second = price_of(list, 1, [](int) { return 6; }); }};
    one.join();
    two.join();
    const int later = price_of(list, 1, [](int) { return 7; });
    expect(later == 5 || later == 6, "a price that two threads had asked for is not in the list");
    expect(first == second && second == later, "two threads got different prices for one product");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "it asks for a price once, and remembers it", .run = remembers},
        {.name = "two threads can ask for two products at the same time",
         .run = two_products,
         .explored = true,
         .if_stuck = "over_synchronised"},
        {.name = "two threads that want the same product get the same price",
         .run = same_product,
         .explored = true,
         .if_wrong = "check_then_act"},
    };
}

}  // namespace triptych::exercises
