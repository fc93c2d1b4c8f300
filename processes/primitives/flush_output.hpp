/// Writes out the output that is still in this process's buffers.
#pragma once

#include <cstdio>
#include <iostream>

namespace triptych::processes {

/// Flushes stdio and the standard streams. fork copies their buffers, and _exit discards them. So
/// call this before either; otherwise the output would appear twice, or never.
inline void flush_output() noexcept {
    try {
        for (std::ostream* stream : {&std::cout, &std::cerr, &std::clog})
            stream->flush();
        for (std::wostream* stream : {&std::wcout, &std::wcerr, &std::wclog})
            stream->flush();
    } catch (...) {  // NOLINT(bugprone-empty-catch): a stream that is set to throw on failure
    }
    std::fflush(nullptr);
}

}  // namespace triptych::processes
