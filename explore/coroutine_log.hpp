/// What coroutines did in a recorded execution, turn by turn: for the story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// The function that resumes the coroutine with this frame; 0 once it has ended. So do g++ and
/// clang lay out a frame: it begins with that address.
std::uint64_t function_of(std::uint64_t frame);

/// All coroutines of a loop run in one thread, so what they do to memory is no step of a schedule:
/// only whose turn it is. But a reader wants to see what they did to the variables that they share.
class CoroutineLog {
public:
    struct Entry {
        enum class Kind : std::uint8_t { begin, turn, read, write, allocation };
        Kind kind = Kind::turn;
        std::uint8_t bytes = 0;
        bool is_shared = false;  // with another task, which began before one of them wrote
        int task = 0;
        std::size_t event = 0;      // how many events of the execution came before
        std::uint64_t address = 0;  // of the memory
        std::uint64_t size = 0;     // of an allocation
        std::uint64_t value = 0;    // read or written
        std::uint64_t place = 0;
    };

    void clear();

    /// A turn of the task with this frame begins. What lies deeper on the stack than `stack` is
    /// gone when the turn ends, so no other task shares it.
    void turn_begins(std::uint64_t frame, std::uint64_t stack, std::size_t event);
    void turn_ends();

    bool in_turn() const { return task_ > 0; }

    void access(std::uint64_t address, std::size_t size, bool writes, std::uint64_t place,
                std::size_t event);
    void allocated(std::uint64_t address, std::size_t size);

    void freed(std::uint64_t address, std::size_t size);

    /// 0 if no task with this frame has begun.
    int number_of(std::uint64_t frame) const;

    /// The numbers of the tasks that have begun and not ended. Requires: their frames exist.
    Vector<int> suspended() const;

    /// The memory of the last write has its value now.
    void settle();

    /// Marks the accesses that matter to more than one task. Call it once, at the end.
    const Vector<Entry>& finish();

private:
    bool is_in_frame(std::uint64_t address) const;
    bool concerns(const Entry& write, std::size_t position, const Entry& other) const;
    void mark(const Vector<std::size_t>& users);

    template <class Key, class Value>
    using Map = std::map<Key, Value, std::less<>, EngineAllocator<std::pair<const Key, Value>>>;

    Vector<Entry> entries_;
    Map<std::uint64_t, int> numbers_;  // of the tasks, by their frames, in the order of beginning
    Map<int, std::size_t> begins_;     // of the tasks: positions in entries_
    int newest_ = 0;
    int task_ = 0;  // 0: none has its turn
    std::uint64_t stack_ = 0;
    bool unsettled_ = false;
};

}  // namespace triptych::explore
