#include "processes/primitives/pool_worker.hpp"

#include "processes/primitives/bytes.hpp"
#include "processes/primitives/flush_output.hpp"
#include "processes/primitives/remote_call.hpp"
#include "processes/primitives/remote_error.hpp"

namespace triptych::processes {
namespace {

/// The first byte of an answer.
enum class Outcome : unsigned char { returned, threw };

Bytes begin_answer(Outcome outcome) {
    return {static_cast<std::byte>(outcome)};
}

}  // namespace

void detail::serve(const Channel& channel) {
    while (const auto message = channel.receive()) {
        Bytes answer = begin_answer(Outcome::returned);
        try {
            std::span<const std::byte> job{*message};
            const auto call = take<Call>(job);
            call(job, answer);
        } catch (...) {
            answer = begin_answer(Outcome::threw);
            append_current_exception(answer);
        }
        flush_output();  // because the worker may be killed while it waits for the next job
        if (!channel.send(answer)) return;
    }
}

std::exception_ptr detail::unpack_answer(std::span<const std::byte> answer, Job& job) {
    const auto outcome = take<Outcome>(answer);
    if (outcome == Outcome::threw) return take_exception(answer);
    job.unpack(answer);
    return nullptr;
}

}  // namespace triptych::processes
