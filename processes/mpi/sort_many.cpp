/// Sort many with MPI: rank 0 has the lists, and hands them out as workers ask. A worker inherits
/// nothing and shares no memory, perhaps not even the machine: each list is sent to it and back.
#include "common/workloads/sort_many.hpp"

#include <map>
#include <utility>
#include <vector>

#include "processes/mpi/primitives/world.hpp"

namespace triptych::processes::mpi {
namespace {

/// How many lists a worker has: one that it sorts, and one ahead, so that it does not wait while
/// rank 0 is busy with a list of its own.
constexpr int lists_ahead = 2;

/// Rank 0: the lists that are not handed out yet, and those that workers still have.
class Desk {
public:
    Desk(World& world, Lists& lists) : world_{world}, lists_{lists} {
        for (int list = 0; list < lists_ahead; ++list)
            for (int worker = 1; worker < world.size(); ++worker)
                hand_out(worker);
    }

    /// The next list for rank 0 itself; null if all are handed out.
    Values* next() { return next_ == lists_.size() ? nullptr : &lists_[next_++]; }

    bool is_waiting() const { return !with_workers_.empty(); }

    /// Takes a sorted list, which is also the question for another one.
    void take() {
        const Envelope answer = world_.receive(sorted_, world_.wait_for_message().from);
        with_workers_.erase(answer.tag);
        std::swap(lists_[static_cast<std::size_t>(answer.tag)], sorted_);
        hand_out(answer.from);
    }

    void take_all_that_arrived() {
        while (is_waiting() && world_.next_message())
            take();
    }

private:
    /// Sends the next list, with its number as the tag; or an empty message, if there is none.
    void hand_out(int worker) {
        const Values* const list = next();
        if (list == nullptr) return world_.send(std::span<const int>{}, worker);
        const int number = static_cast<int>(next_) - 1;
        with_workers_.emplace(number,
                              world_.start_sending(std::span<const int>{*list}, worker, number));
    }

    World& world_;
    Lists& lists_;
    std::size_t next_ = 0;
    std::map<int, Sending> with_workers_;  // by the list's number: it must not change meanwhile
    Values sorted_;
};

void sort(Values& list) {
    triptych::merge_sort(list);
}

/// A worker: sorts list after list, until it has received an empty message for each list ahead.
void sort_and_send(World& world) {
    std::vector<Values> lists(lists_ahead);
    std::vector<Sending> sendings;
    std::size_t slot = 0;
    for (int ended = 0; ended < lists_ahead; slot = (slot + 1) % lists_ahead) {
        if (sendings.size() == lists_ahead) sendings.erase(sendings.begin());
        Values& list = lists[slot];
        const Envelope task = world.receive(list);
        if (list.empty()) {
            ++ended;
            continue;
        }
        sort(list);
        sendings.push_back(world.start_sending(std::span<const int>{list}, root, task.tag));
    }
}

}  // namespace

Lists sort_many(World& world, Lists lists) {
    if (!world.is_root()) {
        sort_and_send(world);
        return {};
    }
    Desk desk{world, lists};
    while (Values* const list = desk.next()) {
        sort(*list);
        desk.take_all_that_arrived();
    }
    while (desk.is_waiting())
        desk.take();
    return lists;
}

}  // namespace triptych::processes::mpi
