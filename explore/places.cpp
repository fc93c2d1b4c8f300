#include "explore/places.hpp"

#include <unwind.h>

namespace triptych::explore {
namespace {

constexpr std::size_t most_frames = 40;

struct Walk {
    Vector<std::uint64_t>& addresses;
    Vector<std::uint64_t>& stack_pointers;
    std::size_t frames = 0;
};

_Unwind_Reason_Code take_frame(_Unwind_Context* context, void* data) {
    auto& walk = *static_cast<Walk*>(data);
    int before_call = 0;
    const auto address = _Unwind_GetIPInfo(context, &before_call);
    if (address == 0 || ++walk.frames > most_frames) return _URC_END_OF_STACK;
    walk.addresses.push_back(before_call != 0 ? address : address - 1);
    walk.stack_pointers.push_back(_Unwind_GetCFA(context));
    return _URC_NO_REASON;
}

}  // namespace

std::uint64_t Places::take_stack() {
    Walk walk{addresses_, stack_pointers_};
    _Unwind_Backtrace(take_frame, &walk);
    ends_.push_back(addresses_.size());
    return ends_.size();
}

namespace {

/// The part of `all` that belongs to this stack.
std::span<const std::uint64_t> part(const Vector<std::uint64_t>& all,
                                    const Vector<std::size_t>& ends, std::uint64_t number) {
    if (number == 0 || number > ends.size()) return {};
    const std::size_t begin = number == 1 ? 0 : ends[number - 2];
    return {all.data() + begin, ends[number - 1] - begin};
}

}  // namespace

std::span<const std::uint64_t> Places::stack(std::uint64_t number) const {
    return part(addresses_, ends_, number);
}

std::span<const std::uint64_t> Places::stack_pointers(std::uint64_t number) const {
    return part(stack_pointers_, ends_, number);
}

void Places::clear() {
    addresses_.clear();
    stack_pointers_.clear();
    ends_.clear();
}

}  // namespace triptych::explore
