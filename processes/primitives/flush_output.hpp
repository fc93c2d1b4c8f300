/// What was printed, out of the buffers of this process.
#pragma once

#include <cstdio>
#include <iostream>

namespace triptych::processes {

/// Writes what stdio and the standard streams hold back. A fork copies their buffers, and _exit
/// forgets them: so this is done before either, or what was printed would come out twice, or never.
inline void flush_output() noexcept {
    try {
        for (std::ostream* stream : {&std::cout, &std::cerr, &std::clog})
            stream->flush();
        for (std::wostream* stream : {&std::wcout, &std::wcerr, &std::wclog})
            stream->flush();
    } catch (...) {  // NOLINT(bugprone-empty-catch): a stream that was asked to throw if it fails
    }
    std::fflush(nullptr);
}

}  // namespace triptych::processes
