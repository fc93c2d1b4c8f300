/// What tasks wait for: each mutex, each pipe, by what the events know of it.
#pragma once

#include <cstdint>
#include <map>
#include <sys/types.h>
#include <tuple>
#include <vector>

#include "trace/recorder/recording.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

class Objects {
public:
    /// The index of the object that the event names; nobody if it names none. Objects in the memory
    /// of one process are different from those at the same address in another.
    std::size_t of(const Recorded& event, pid_t pid);

    std::vector<Object> take() { return std::move(objects_); }

private:
    std::map<std::tuple<Reason, bool, pid_t, std::uint64_t>, std::size_t> known_;
    std::vector<Object> objects_;
};

}  // namespace triptych::trace
