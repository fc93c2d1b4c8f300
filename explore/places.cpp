#include "explore/places.hpp"

#include <unwind.h>

namespace triptych::explore {
namespace {

constexpr std::size_t most_frames = 40;

struct Walk {
    Vector<std::uint64_t>& addresses;
    std::size_t frames = 0;
};

_Unwind_Reason_Code take_frame(_Unwind_Context* context, void* data) {
    auto& walk = *static_cast<Walk*>(data);
    int before_call = 0;
    const auto address = _Unwind_GetIPInfo(context, &before_call);
    if (address == 0 || ++walk.frames > most_frames) return _URC_END_OF_STACK;
    walk.addresses.push_back(before_call != 0 ? address : address - 1);
    return _URC_NO_REASON;
}

}  // namespace

std::uint64_t Places::take_stack() {
    Walk walk{addresses_};
    _Unwind_Backtrace(take_frame, &walk);
    ends_.push_back(addresses_.size());
    return ends_.size();
}

std::span<const std::uint64_t> Places::stack(std::uint64_t number) const {
    if (number == 0 || number > ends_.size()) return {};
    const std::size_t begin = number == 1 ? 0 : ends_[number - 2];
    return {addresses_.data() + begin, ends_[number - 1] - begin};
}

void Places::clear() {
    addresses_.clear();
    ends_.clear();
}

}  // namespace triptych::explore
