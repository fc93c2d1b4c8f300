/// The processes of an execution, and the parent of each.
#pragma once

#include "explore/engine_memory.hpp"

namespace triptych::explore {

/// As waitpid reports it.
inline int exited(long code) {
    return static_cast<int>(code & 0xFF) << 8;
}

struct ProcessState {
    int number = 0;  // of its first thread
    int parent = -1;
    int status = 0;
    bool ended = false;
    bool reaped = false;
    int* ended_children = nullptr;  // how many that were not waited for
    Vector<int> ends;               // of children, in their order
};

class ProcessTable {
public:
    static constexpr int first_pid = 1000;
    static int pid_of(int process) { return first_pid + process; }
    static int process_of(int pid) { return pid - first_pid; }

    void clear() { all_.clear(); }
    ProcessState& add(int number, int parent) {
        ProcessState& state = all_.emplace_back();
        state.number = number;
        state.parent = parent;
        return state;
    }
    /// Null if there is none; else it stays there until another is added.
    const ProcessState* find(int number) const {
        for (const ProcessState& state : all_)
            if (state.number == number) return &state;
        return nullptr;
    }
    ProcessState* find(int number) {
        return const_cast<ProcessState*>(static_cast<const ProcessTable&>(*this).find(number));
    }
    Vector<ProcessState>& all() { return all_; }

private:
    Vector<ProcessState> all_;
};

}  // namespace triptych::explore
