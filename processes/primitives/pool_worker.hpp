/// The main loop of a process pool's worker, and how to read its answers.
#pragma once

#include <cstddef>
#include <exception>
#include <span>

#include "processes/primitives/channel.hpp"
#include "processes/primitives/future.hpp"

namespace triptych::processes::detail {

/// The worker's side: receives calls (see pack_call), makes each of them, and answers with what it
/// returned or threw, until the other side hangs up.
void serve(const Channel& channel);

/// The pool's side: stores what the call returned in the job, or returns what it threw.
std::exception_ptr unpack_answer(std::span<const std::byte> answer, Job& job);

}  // namespace triptych::processes::detail
