#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void books_a_free_seat() {
    Hall hall{3};
    expect(book(hall, 1, 7), "book of a free seat returned false");
    expect_equal(hall.owner[1], 7, "the owner of the seat that visitor 7 booked");
    expect(!book(hall, 1, 8), "book of a seat that is taken returned true");
    expect_equal(hall.owner[1], 7, "the owner of the seat, after another visitor was refused,");
    expect(book(hall, 2, 8), "book of another seat returned false");
}

void books_the_first() {
    Hall hall{3};
    expect(book(hall, 1, 5), "book of a free seat returned false");
    expect_equal(book_first(hall, 6), 0, "book_first, when only seat 1 of 3 is taken,");
    expect_equal(book_first(hall, 7), 2, "book_first, when seats 0 and 1 of 3 are taken,");
    expect_equal(hall.owner[2], 7, "the owner of seat 2, which visitor 7 booked,");
    expect_equal(book_first(hall, 8), -1, "book_first, when all are taken,");
    Hall empty{0};
    expect_equal(book_first(empty, 9), -1, "book_first in a hall without seats");
}

void same_seat() {
    Hall hall{1};
    bool first = false;
    bool second = false;
    std::thread one{[&] { first = book(hall, 0, 1); }};
    std::thread two{[&] { second = book(hall, 0, 2); }};
    one.join();
    two.join();
    expect(first || second, "two visitors asked for one free seat, and both were refused");
    expect(!(first && second), "two visitors asked for one seat, and both have it");
    expect_equal(hall.owner[0], first ? 1 : 2, "the owner of the seat that one of them booked");
}

void first_of_two() {
    Hall hall{2};
    int first = -1;
    int second = -1;
    std::thread one{[&] { first = book_first(hall, 1); }};
    std::thread two{[&] { second = book_first(hall, 2); }};
    one.join();
    two.join();
    expect(first != second, "two visitors were given the same seat");
    expect(first >= 0 && second >= 0, "there were two seats, and one of two visitors was refused");
    expect_equal(hall.owner[static_cast<std::size_t>(first)], 1, "the owner of visitor 1's seat");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a free seat can be booked, and one that is taken cannot",
         .run = books_a_free_seat},
        {.name = "book_first books the lowest free seat", .run = books_the_first},
        {.name = "of two visitors who want one seat, one gets it",
         .run = same_seat,
         .explored = true,
         .if_wrong = "check_then_act"},
        {.name = "two visitors who take the first free seat get different ones",
         .run = first_of_two,
         .explored = true,
         .if_wrong = "check_then_act"},
    };
}

}  // namespace triptych::exercises
