/// "Is it really concurrent?", answered without a clock.
#pragma once

#include <cstdint>

#include "trace/recorder/recording.hpp"

namespace triptych::trace {

/// Each task of the recorded program is held at its first wait until `wanted` are inside at once.
/// If the program is concurrent, they get there, and all go on. If not, then at some time every
/// task is held, or waits for one that is, and nobody can arrive any more: this sees that in the
/// kernel's states of all threads, which do not depend on how fast the machine is.
class Overlap {
public:
    /// Requires: the program has not been started; the recording outlives this.
    Overlap(const Recording& recording, std::uint32_t wanted);

    /// To be called again and again while the program runs: frees those that are held once nobody
    /// can arrive any more.
    void look();

    std::uint32_t inside() const;

    /// Whether enough were inside at once.
    bool is_proved() const { return inside() >= wanted_; }

    /// Whether it was seen that there never would be.
    bool is_refuted() const { return refuted_; }

private:
    bool is_stuck() const;

    const Recording& recording_;
    std::uint32_t wanted_;
    bool refuted_ = false;
};

}  // namespace triptych::trace
