#include <memory>
#include <string>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

// The coroutines count in objects that outlive the door.

Visitor come_in(Door& door, std::string& seen, char name) {
    co_await door.wait();
    seen += name;
}

void waits_until_it_opens() {
    Door door;
    std::string seen;
    come_in(door, seen, 'a');
    const bool too_early = !seen.empty();
    door.open();
    expect(!too_early, "a visitor came in before the door was open");
    expect(!seen.empty(), "the door is open, and a visitor who waited was not resumed",
           "lost_wake_up");
    expect(seen == "a", "one visitor waited; through the open door came \"" + seen + "\"");
}

void open_door() {
    Door door;
    door.open();
    std::string seen;
    come_in(door, seen, 'a');
    expect(seen == "a", "the door was open, and a visitor did not come in at once", "lost_wake_up");
}

void in_order() {
    waits_until_it_opens();
    Door door;
    std::string seen;
    std::string all;
    for (char name = 'a'; name <= 'z'; ++name) {
        come_in(door, seen, name);
        all += name;
    }
    door.open();
    expect(seen.size() >= all.size(),
           "26 visitors waited, and " + std::to_string(seen.size()) + " came in", "lost_wake_up");
    expect(seen == all, "the visitors a to z came in as \"" + seen + "\"");
}

Visitor come_again(Door& door, std::string& seen, char name) {
    co_await door.wait();
    seen += name;
    co_await door.wait();
    seen += name;
}

void again() {
    open_door();
    in_order();
    Door door;
    std::string seen;
    come_again(door, seen, 'a');
    come_again(door, seen, 'b');
    door.open();
    expect(seen.size() >= 4,
           "two visitors waited, and each again at the open door; they came in as \"" + seen + "\"",
           "lost_wake_up");
    expect(seen == "aabb",
           "two visitors who wait twice came in as \"" + seen + "\", expected \"aabb\"");
}

Visitor two_doors(Door& first, Door& second, std::string& seen, char name) {
    co_await first.wait();
    seen += name;
    co_await second.wait();
    seen += name;
}

void another_door() {
    in_order();
    Door first;
    Door second;
    std::string seen;
    two_doors(first, second, seen, 'a');
    two_doors(first, second, seen, 'b');
    first.open();
    const std::string before = seen;
    second.open();
    expect(before == "ab", "through the first of two doors came \"" + before + "\"");
    expect(seen == "abab", "through two doors came \"" + seen + "\", expected \"abab\"");
}

/// The last of those who came destroys the door.
Visitor close_behind(std::unique_ptr<Door>& door, int& left) {
    Door& this_door = *door;
    co_await this_door.wait();
    if (--left == 0) door.reset();
}

void door_is_destroyed() {
    in_order();
    auto door = std::make_unique<Door>();
    int left = 3;
    for (int i = 0; i < 3; ++i)
        close_behind(door, left);
    door->open();
    expect_equal(left, 0, "the number of visitors who have not come in when open");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a visitor waits until the door opens", .run = waits_until_it_opens},
        {.name = "through an open door a visitor comes at once", .run = open_door},
        {.name = "all who wait come in, in the order in which they came", .run = in_order},
        {.name = "a visitor may wait again at the open door", .run = again},
        {.name = "a visitor may go on to another door", .run = another_door},
        {.name = "the last visitor may destroy the door", .run = door_is_destroyed},
    };
}

}  // namespace triptych::exercises
