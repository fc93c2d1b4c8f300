/// The global variables of the program under test, put back before each execution.
#pragma once

#include <cstddef>
#include <cstdint>

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// Covers what the executable itself may write (.data and .bss), which is small; the engine is a
/// library of its own, so that its variables stay. thread_local variables are started anew for
/// each thread.
class Snapshot {
public:
    /// Remembers the variables as they are.
    void take();
    void restore();

    /// The executable's thread_local variables of the thread with this thread pointer are as at
    /// the start of a thread.
    void restart_thread(std::uintptr_t thread_pointer);
    /// ... of the main thread, as at take().
    void restore_main_thread();

    /// Calls keep(begin, size) for each part that this covers.
    template <class Keep>
    void each_part(const Keep& keep) const {
        for (const Range& range : ranges_)
            keep(range.begin, range.size);
        if (thread_bytes_ != 0) keep(main_block_, thread_bytes_);
    }

private:
    struct Range {
        char* begin;
        std::size_t size;
        std::size_t kept_at;
    };
    Vector<Range> ranges_;
    Vector<char> kept_;

    const char* initial_ = nullptr;  // of thread_local variables
    std::size_t initial_bytes_ = 0;
    std::size_t thread_bytes_ = 0;
    std::ptrdiff_t from_pointer_ = 0;
    char* main_block_ = nullptr;
    Vector<char> main_kept_;
};

}  // namespace triptych::explore
