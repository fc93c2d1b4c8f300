/// Which other orders the conflicts of an execution call for.
#include <bit>

#include "explore/execution.hpp"
#include "explore/path.hpp"

namespace triptych::explore {
namespace {

class Reversal {
public:
    Reversal(const Execution& execution, Vector<Node>& nodes)
        : events_{execution.events()}, nodes_{nodes} {}

    /// `later` is an event, or the step that a thread could not do before the execution ended.
    /// `count` events came before it.
    void look_at(const Event& later, std::size_t count) {
        Clock covered = later.before;
        for (std::int32_t i = later.previous; i >= 0; i = event(i).previous) {
            const Event& earlier = event(i);
            const int thread = earlier.thread;
            if (covered.covers(thread, earlier.clock[thread])) continue;
            if (!conflict(earlier.operation, later.operation)) continue;
            // An unlock is what makes a lock possible: they cannot change places.
            if (acquires(later.operation.kind) && frees(earlier)) continue;
            try_before(static_cast<std::size_t>(i), later, count);
            covered.join(earlier.clock);
        }
    }

private:
    const Vector<Event>& events_;
    Vector<Node>& nodes_;

    const Event& event(std::int32_t i) const { return events_[static_cast<std::size_t>(i)]; }

    /// The steps between, as far as they do not depend on the earlier one, and then the later
    /// one, must be possible from the state before the earlier one. Any thread that can begin
    /// this sequence will do, and if one of them is tried there, nothing is missing.
    void try_before(std::size_t earlier, const Event& later, std::size_t count) {
        Node& node = nodes_[earlier];
        const Event& first_step = events_[earlier];
        const std::int16_t time = first_step.clock[first_step.thread];
        Clock firsts;  // time of each thread's first step in the sequence; 0: none
        std::uint32_t seen = 0;
        std::uint32_t initials = 0;
        const auto add = [&](int thread, const Clock& clock) {
            if ((seen & bit(thread)) != 0) return;
            bool begins = true;
            for (std::uint32_t rest = seen; rest != 0; rest &= rest - 1) {
                const int other = std::countr_zero(rest);
                begins = begins && clock[other] < firsts[other];
            }
            seen |= bit(thread);
            firsts[thread] = clock[thread];
            if (begins) initials |= bit(thread);
        };
        for (std::size_t i = earlier + 1; i < count; ++i)
            if (!events_[i].clock.covers(first_step.thread, time))
                add(events_[i].thread, events_[i].clock);
        add(later.thread, acquires(later.operation.kind) ? later.before : later.clock);
        if (((node.backtrack | node.sleep) & initials) != 0) return;
        if ((initials & node.enabled & bit(later.thread)) != 0)
            node.backtrack |= bit(later.thread);
        else if ((initials & node.enabled) != 0)
            node.backtrack |= bit(std::countr_zero(initials & node.enabled));
        else
            node.backtrack |= node.enabled;
    }
};

}  // namespace

void reverse_races(const Execution& execution, Path& path) {
    const Vector<Event>& events = execution.events();
    Reversal reversal{execution, path.nodes()};
    for (std::size_t i = path.first_new(); i < events.size(); ++i)
        reversal.look_at(events[i], i);
    if (execution.outcome().end == End::redundant) return;
    auto& all = const_cast<Execution&>(execution);
    for (int id = 0; id < all.threads(); ++id) {
        const Thread& thread = all.thread(id);
        if (thread.state != State::pending) continue;
        Event never;
        never.operation = thread.pending;
        never.thread = static_cast<std::int8_t>(id);
        never.before = thread.order;
        ++never.before[id];
        never.clock = never.before;
        never.previous = all.objects().at(thread.pending.object).last_event;
        reversal.look_at(never, events.size());
    }
}

}  // namespace triptych::explore
