#include <atomic>
#include <csignal>
#include <fstream>
#include <new>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

struct Shop {
    Tills tills;
    std::atomic<bool> child_is_inside = false;
    std::atomic<bool> parent_calls = false;
    std::atomic<bool> parent_is_inside = false;
};

/// A shop in shared memory, whose tills have 100 and 50.
class SharedShop {
public:
    SharedShop()
        : shop_{new(::mmap(nullptr, sizeof(Shop), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Shop} {
        shop_->tills.left = 100;
        shop_->tills.right = 50;
        shop_->tills.sum = 150;
        open(shop_->tills);
    }
    SharedShop(const SharedShop&) = delete;
    SharedShop& operator=(const SharedShop&) = delete;
    ~SharedShop() { ::munmap(shop_, sizeof(Shop)); }

    Shop* operator->() const { return shop_; }

private:
    Shop* shop_;
};

template <typename Body>
pid_t start(Body body) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    body();
    ::_exit(0);
}

void await_end(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
}

/// Whether the process waits for something: its state in /proc is S.
bool waits(pid_t process) {
    std::ifstream in{"/proc/" + std::to_string(process) + "/stat"};
    std::string line;
    std::getline(in, line);
    const auto bracket = line.rfind(')');
    return bracket != std::string::npos && line.size() > bracket + 2 && line[bracket + 2] == 'S';
}

void expect_tills(const Tills& tills, long left, long right, const std::string& after) {
    expect(tills.left == left && tills.right == right,
           after + ", the tills have " + std::to_string(tills.left) + " and " +
               std::to_string(tills.right) + ", expected " + std::to_string(left) + " and " +
               std::to_string(right));
}

void moves() {
    const SharedShop shop;
    int carried = 0;
    for (int i = 0; i < 2; ++i)
        move(shop->tills, 10, [&] {
            ++carried;
            expect_tills(shop->tills, 90 - 10 * i, 50 + 10 * i, "while 10 are carried");
        });
    close(shop->tills);
    expect_equal(carried, 2, "the number of calls of carry in two moves");
    expect_tills(shop->tills, 80, 70, "after two moves of 10");
}

void from_another_process() {
    const SharedShop shop;
    await_end(start([&] { move(shop->tills, 10, [] {}); }));
    move(shop->tills, 20, [] {});
    close(shop->tills);
    expect_tills(shop->tills, 70, 80, "after moves of 10 and 20 in two processes");
}

void one_at_a_time() {
    const SharedShop shop;
    const pid_t parent = ::getpid();
    const pid_t child = start([&] {
        move(shop->tills, 10, [&] {
            shop->child_is_inside = true;
            while (!shop->parent_calls)
                ::sched_yield();
            // Not for ever: an answer may wait in another way than asleep.
            for (int look = 0; look < 5'000 && !waits(parent); ++look) {
                if (shop->parent_is_inside) break;
                ::sched_yield();
            }
        });
    });
    while (!shop->child_is_inside)
        ::sched_yield();
    shop->parent_calls = true;
    bool both = false;
    move(shop->tills, 20, [&] {
        both = shop->tills.left + 20 + shop->tills.right != shop->tills.sum;
        shop->parent_is_inside = true;
    });
    await_end(child);
    close(shop->tills);
    expect(!both, "two processes were inside move at the same time");
    expect_tills(shop->tills, 70, 80, "after moves of 10 and 20 at the same time");
}

void owner_dies() {
    const SharedShop shop;
    await_end(start([&] { move(shop->tills, 10, [] { ::raise(SIGKILL); }); }));
    move(shop->tills, 20, [] {});
    const bool usable = pthread_mutex_trylock(&shop->tills.mutex) == 0;
    if (usable) pthread_mutex_unlock(&shop->tills.mutex);
    close(shop->tills);
    const long left = shop->tills.left;
    expect_equal(left + shop->tills.right, shop->tills.sum,
                 "left + right, after a process had died inside and another one had moved 20,");
    expect(left == 70 || left == 80, "after a process had died inside, a move of 20 left " +
                                         std::to_string(left) +
                                         " in a till of 100, expected 70 or 80");
    expect(usable, "after the repair the mutex is not free, or not usable");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "one process moves money twice", .run = moves, .if_stuck = "lock_held_for_ever"},
        {.name = "another process can move money, too",
         .run = from_another_process,
         .if_stuck = "lock_held_for_ever"},
        {.name = "only one process at a time is inside", .run = one_at_a_time},
        {.name = "if a process has died inside, the next one repairs the tills",
         .run = owner_dies,
         .if_stuck = "owner_died"},
    };
}

}  // namespace triptych::exercises
