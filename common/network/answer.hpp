/// What the headers of a server's answer say about a file.
#pragma once

#include <cstdint>
#include <string>

namespace triptych::network {

struct Answer {
    long status = 0;  // 0: there was no answer
    std::int64_t first =
        -1;                  // the body begins with this byte of the file; -1: it is something else
    std::int64_t size = -1;  // of the whole file; -1: the server does not say
    std::string version;     // what identifies these bytes; empty: the server does not say
};

/// Of the last answer that `curl`, a CURL*, has received. Requires: its headers are here.
Answer read_answer(void* curl);

}  // namespace triptych::network
