#include <algorithm>
#include <array>
#include <atomic>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

using Lists = std::vector<std::vector<int>>;

/// What all processes count in.
struct Counts {
    std::atomic<int> sorted = 0;     // calls of sort in children
    std::atomic<int> in_parent = 0;  // and in the parent
};

class SharedCounts {
public:
    SharedCounts()
        : counts_{new(::mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Counts} {}
    SharedCounts(const SharedCounts&) = delete;
    SharedCounts& operator=(const SharedCounts&) = delete;
    ~SharedCounts() { ::munmap(counts_, sizeof(Counts)); }
    Counts* operator->() const { return counts_; }

private:
    Counts* counts_;
};

Lists sorted(Lists lists) {
    for (auto& list : lists)
        std::ranges::sort(list);
    return lists;
}

void sorts(const Lists& before) {
    const SharedCounts counts;
    const pid_t parent = ::getpid();
    Lists lists = before;
    sort_all(lists, [&](std::span<int> list) {
        std::ranges::sort(list);
        ++(::getpid() == parent ? counts->in_parent : counts->sorted);
    });
    const int in_parent = counts->in_parent;
    const int in_children = counts->sorted;
    expect_equal(in_parent, 0, "the number of lists that were sorted in the parent");
    expect_equal(in_children, static_cast<long long>(before.size()),
                 "the number of lists that children have sorted");
    expect(lists != before || before == sorted(before),
           "children have sorted all lists, and in the parent nothing has changed",
           "writes_in_the_child");
    expect(lists == sorted(before), "the lists are not sorted");
}

void one_list() {
    sorts({{3, 1, 2}});
}

void three_lists() {
    sorts({{5, 4}, {9, 7, 8, 6}, {2, 1, 3}});
}

/// Each child waits until all have begun: the last one lets them go.
void at_the_same_time() {
    std::array<int, 2> gate{};
    expect(::pipe(gate.data()) == 0, "the check could not make a pipe");
    const SharedCounts counts;
    Lists lists{{2, 1}, {4, 3}, {6, 5}};
    sort_all(lists, [&](std::span<int> list) {
        char letter = 'x';
        if (++counts->sorted == 3) (void)!::write(gate[1], "go!", 3);
        (void)!::read(gate[0], &letter, 1);
        std::ranges::sort(list);
    });
    ::close(gate[0]);
    ::close(gate[1]);
    expect(lists == Lists{{1, 2}, {3, 4}, {5, 6}}, "three lists of two numbers are not sorted");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a child sorts a list, and the parent has the result", .run = one_list},
        {.name = "three children sort three lists", .run = three_lists},
        {.name = "all children can run at the same time",
         .run = at_the_same_time,
         .if_stuck = "sequential_in_disguise"},
    };
}

}  // namespace triptych::exercises
