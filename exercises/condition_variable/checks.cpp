#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void expect_good_use(const Bakery& bakery) {
    expect(!bakery.shelf.was_misused_after_a_wait(),
           "after a wait, a thread took from an empty shelf or put on a full one",
           "condition_with_if");
    expect(!bakery.shelf.was_misused(),
           "a thread took from an empty shelf or put on a full one, without a wait");
}

void in_order() {
    Bakery bakery{3};
    put(bakery, 5);
    put(bakery, 6);
    expect_equal(take(bakery), 5, "take, after 5 and 6 were put,");
    put(bakery, 7);
    expect_equal(take(bakery), 6, "the second take, after 5, 6 and 7 were put,");
    expect_equal(take(bakery), 7, "the third take, after 5, 6 and 7 were put,");
    expect(bakery.shelf.is_empty(), "the shelf is not empty, after all loaves were taken");
    expect_good_use(bakery);
}

void many_loaves() {
    Bakery bakery{2};
    long sum = 0;
    std::thread seller{[&] {
        for (int i = 0; i < 50; ++i)
            sum = sum * 3 % 1009 + take(bakery);
    }};
    long expected = 0;
    for (int loaf = 1; loaf <= 50; ++loaf) {
        put(bakery, loaf);
        expected = expected * 3 % 1009 + loaf;
    }
    seller.join();
    expect_equal(sum, expected, "a sum over 50 loaves in the order in which they were put");
}

void one_loaf() {
    Bakery bakery{1};
    int loaf = 0;
    std::thread seller{[&] { loaf = take(bakery); }};
    put(bakery, 4);
    seller.join();
    expect_good_use(bakery);
    expect_equal(loaf, 4, "take, while another thread puts 4,");
}

void two_sellers() {
    Bakery bakery{1};
    int first = 0;
    int second = 0;
    std::thread one{[&] { first = take(bakery); }};
    std::thread two{[&] { second = take(bakery); }};
    put(bakery, 1);
    put(bakery, 2);
    one.join();
    two.join();
    expect_good_use(bakery);
    expect_equal(first + second, 3, "the sum of two takes, while another thread puts 1 and 2,");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "loaves come out in the order in which they were put", .run = in_order},
        {.name = "fifty loaves go over a shelf with room for two", .run = many_loaves},
        {.name = "a seller gets the loaf, in either order of arrival",
         .run = one_loaf,
         .explored = true},
        {.name = "two sellers and a baker with room for one loaf all finish",
         .run = two_sellers,
         .explored = true},
    };
}

}  // namespace triptych::exercises
