/// The pipes of an execution, which the engine keeps itself.
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

enum class PipeEnd : std::uint8_t { read, write };

struct PipeState {
    int* readable = nullptr;  // bytes in it; at its end, end_of_file
    Vector<char> bytes;
    std::size_t taken = 0;    // of them
    std::uint32_t open[2]{};  // the processes that have this end open, a bit each

    static constexpr int end_of_file = 1 << 30;
    std::size_t available() const { return bytes.size() - taken; }
    void update() const {
        const bool ended = available() == 0 && open[1] == 0;
        *readable = ended ? end_of_file : static_cast<int>(available());
    }
};

/// Descriptors are numbers that no real one has: first, first + 1 of the first pipe, and so on.
class Pipes {
public:
    static constexpr int first = 200'000;
    static constexpr std::size_t capacity = std::size_t{64} << 10;  // pipe(7)

    void clear() { pipes_.clear(); }
    /// Opened by `process`. Returns the descriptor of its read end; the other is the next number.
    int add(int* readable, int process) {
        PipeState& pipe = pipes_.emplace_back();
        pipe.readable = readable;
        pipe.open[0] = pipe.open[1] = std::uint32_t{1} << process;
        return first + 2 * (static_cast<int>(pipes_.size()) - 1);
    }
    /// Null if it is none of these, or `process` does not have it open.
    PipeState* find(int descriptor, int process) {
        if (!is_pipe(descriptor)) return nullptr;
        PipeState& pipe = pipes_[static_cast<std::size_t>(descriptor - first) / 2];
        return ((pipe.open[descriptor & 1] >> process) & 1U) != 0 ? &pipe : nullptr;
    }
    bool is_pipe(int descriptor) const {
        return descriptor >= first &&
               static_cast<std::size_t>(descriptor - first) / 2 < pipes_.size();
    }
    /// A child has the same descriptors open as its parent.
    void inherit(int parent, int child) {
        for (PipeState& pipe : pipes_)
            for (std::uint32_t& open : pipe.open)
                open |= ((open >> parent) & 1U) << child;
    }
    /// The processes that have the write end open of the pipe with this number.
    Vector<int> writers(std::uint64_t readable) const {
        Vector<int> processes;
        for (const PipeState& pipe : pipes_)
            for (int i = 0; reinterpret_cast<std::uint64_t>(pipe.readable) == readable && i < 32;
                 ++i)
                if (((pipe.open[1] >> i) & 1U) != 0) processes.push_back(i);
        return processes;
    }
    /// As the end of a process does.
    void close_all(int process) {
        for (PipeState& pipe : pipes_) {
            for (std::uint32_t& open : pipe.open)
                open &= ~(std::uint32_t{1} << process);
            pipe.update();
        }
    }
    int end() const { return first + 2 * static_cast<int>(pipes_.size()); }

private:
    Vector<PipeState> pipes_;
};

}  // namespace triptych::explore
