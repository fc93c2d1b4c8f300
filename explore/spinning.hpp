/// Finds out that a thread waits in a loop, so that it need not be run again and again.
#pragma once

#include <algorithm>
#include <cstdint>

#include "explore/engine_memory.hpp"
#include "explore/operation.hpp"

namespace triptych::explore {

/// What a thread saw at its last steps. If the last of them repeat those before, with the same
/// values and nothing changed, another turn of the loop would see the same again, unless another
/// thread changes one of the objects: until then the thread lets the others go first, except as
/// often as the loop is known to turn before it gives up (loops.hpp). As CHESS's fair scheduler
/// (Musuvathi & Qadeer, PLDI 2008), with the loops found instead of marked by yield.
class Spinning {
public:
    struct Step {
        std::uint64_t digest;
        std::uint64_t object;
        std::uint64_t place;
        std::int32_t event;
    };

    /// Memory that is no step of the schedule was read or written: it belongs to the next step.
    void hidden(std::uint64_t place, std::uint64_t address, std::uint64_t value) {
        mix(place);
        mix(address);
        mix(value);
    }

    /// A step was done, and changed nothing. (One line may do several: a condition's wait unlocks,
    /// and locks again.)
    void saw(Kind kind, std::uint64_t place, std::uint64_t object, std::uint64_t value,
             std::int32_t event) {
        mix(static_cast<std::uint64_t>(kind));
        hidden(place, object, value);
        steps_.push_back({digest_, object, place, event});
        digest_ = 0;
        length_ = 0;
        for (std::size_t length = 1; length <= longest && 2 * length <= steps_.size(); ++length)
            if (repeats(length)) length_ = length;
        repeated_ = length_ > 0 ? repeated_ + 1 : 0;
    }

    /// It changed something: it does not just wait.
    void changed() {
        steps_.clear();
        digest_ = 0;
        length_ = 0;
    }

    bool spins() const { return length_ > 0; }
    /// How many of its last steps were the same as those before; also just after such a loop.
    int repeated() const { return repeated_; }
    /// Steps of one turn of the loop.
    int length() const { return static_cast<int>(length_); }
    /// The first place in memory that the loop goes through.
    std::uint64_t place() const {
        std::uint64_t first = steps_.back().place;
        for (std::size_t i = steps_.size() - length_; i < steps_.size(); ++i)
            first = std::min(first, steps_[i].place);
        return first;
    }
    /// Where the loop's next step is.
    std::uint64_t next_place() const { return steps_[steps_.size() - length_].place; }

    /// Whether one of the loop's objects was changed since, by `change(object)`: the last event
    /// that changed it.
    template <class Change>
    bool sees_news(const Change& change) const {
        const std::size_t first = steps_.size() - length_;
        for (std::size_t i = first; i < steps_.size(); ++i)
            if (change(steps_[i].object) > steps_[i].event) return true;
        return false;
    }

private:
    static constexpr std::size_t longest = 12;

    void mix(std::uint64_t value) {
        digest_ = (digest_ ^ value) * 0x9E3779B97F4A7C15U;
        digest_ ^= digest_ >> 29;
    }

    bool repeats(std::size_t length) const {
        const std::size_t end = steps_.size();
        for (std::size_t i = end - length; i < end; ++i)
            if (steps_[i].digest != steps_[i - length].digest) return false;
        return true;
    }

    Vector<Step> steps_;
    std::uint64_t digest_ = 0;
    std::size_t length_ = 0;  // of the loop; 0: none
    int repeated_ = 0;
};

}  // namespace triptych::explore
