#include <functional>
#include <string>
#include <vector>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

using Numbers = std::vector<int>;

std::string shown(const Numbers& numbers) {
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return "{" + text + "}";
}

Values values_of(Numbers numbers) {
    for (const int number : numbers)
        co_yield number;
}

/// 0, 1, 2, and so on, and counts them. It has an end, for an answer that wants all.
Values counted(int& taken) {
    while (taken < 1000) {
        const int value = taken++;
        co_yield value;
    }
}

/// At most `most` values of it.
Numbers all_of(Values values, int most = 1000) {
    Numbers numbers;
    for (const int* value = values.next(); value != nullptr; value = values.next()) {
        numbers.push_back(*value);
        if (static_cast<int>(numbers.size()) == most) break;
    }
    return numbers;
}

void expect_values(Values values, const Numbers& expected, const std::string& what) {
    const Numbers found = all_of(std::move(values));
    expect(found == expected, what + " yields " + shown(found) + ", expected " + shown(expected));
}

void filters() {
    expect_values(below(values_of({3, -1, 0, -5}), 0), {-1, -5}, "below({3, -1, 0, -5}, 0)");
    expect_values(below(values_of({3, -1, 0, -5}), 4), {3, -1, 0, -5}, "below({3, -1, 0, -5}, 4)");
    expect_values(below(values_of({}), 4), {}, "below({}, 4)");
}

void differences() {
    expect_values(changes(values_of({5, 7, 4, 4})), {2, -3, 0}, "changes({5, 7, 4, 4})");
    expect_values(changes(values_of({5})), {}, "changes({5})");
    expect_values(changes(values_of({})), {}, "changes({})");
}

void beginnings() {
    expect_values(first(values_of({5, 7, 4}), 2), {5, 7}, "first({5, 7, 4}, 2)");
    expect_values(first(values_of({5, 7, 4}), 9), {5, 7, 4}, "first({5, 7, 4}, 9)");
    expect_values(first(values_of({5, 7, 4}), 0), {}, "first({5, 7, 4}, 0)");
}

void together() {
    expect_values(first(below(changes(values_of({9, 5, 6, 1, 0, 8})), 0), 2), {-4, -5},
                  "first(below(changes({9, 5, 6, 1, 0, 8}), 0), 2)");
}

/// What was a temporary in the line that made them is gone when they are asked.
void asked_later() {
    Values low = below(values_of({3, -1, 0, -5}), 0);
    Values steps = changes(values_of({5, 7, 4}));
    Values two = first(values_of({5, 7, 4}), 2);
    expect_values(std::move(low), {-1, -5}, "below({3, -1, 0, -5}, 0), asked later,");
    expect_values(std::move(steps), {2, -3}, "changes({5, 7, 4}), asked later,");
    expect_values(std::move(two), {5, 7}, "first({5, 7, 4}, 2), asked later,");
}

void expect_taken(int taken, int expected, const std::string& what) {
    expect(taken <= expected, what + " took " + std::to_string(taken) +
                                  " values from its source, and " + std::to_string(expected) +
                                  " are enough");
}

void takes_no_more() {
    beginnings();
    int taken = 0;
    all_of(first(counted(taken), 3));
    expect_taken(taken, 3, "first(source, 3)");
    taken = 0;
    all_of(below(counted(taken), 5), 2);
    expect_taken(taken, 2, "to ask below(source, 5) for two values, of 0, 1, 2 and so on,");
    taken = 0;
    all_of(changes(counted(taken)), 2);
    expect_taken(taken, 3, "to ask changes(source) for two values");
}

void begins_late() {
    int taken = 0;
    {
        const Values one = below(counted(taken), 5);
        const Values two = changes(counted(taken));
        const Values three = first(counted(taken), 5);
    }
    expect_taken(taken, 0, "a generator that nobody has asked");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "below yields the values that are less", .run = filters},
        {.name = "changes yields the differences", .run = differences},
        {.name = "first yields the first values", .run = beginnings},
        {.name = "they fit together", .run = together},
        {.name = "they own their sources", .run = asked_later},
        {.name = "none takes a value before it needs it", .run = takes_no_more},
        {.name = "none begins before it is asked", .run = begins_late},
    };
}

}  // namespace triptych::exercises
