/// What a worker of a process pool does all its life, and what its answers mean.
#pragma once

#include <cstddef>
#include <exception>
#include <span>

#include "processes/primitives/channel.hpp"
#include "processes/primitives/future.hpp"

namespace triptych::processes::detail {

/// The worker's side: makes each call that comes (see pack_call), and answers with what it
/// returned or threw, until the other side hangs up.
void serve(const Channel& channel);

/// The pool's side: gives the job what the call returned, or returns what it threw.
std::exception_ptr open(std::span<const std::byte> answer, Job& job);

}  // namespace triptych::processes::detail
