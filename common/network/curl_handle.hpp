/// A transfer of libcurl, with what all our transfers have in common.
#pragma once

#include <memory>
#include <string>

namespace triptych::network {

struct CloseCurl {
    void operator()(void* handle) const noexcept;
};

/// A CURL*. (Only the files that call curl include its header, which is large.)
using CurlHandle = std::unique_ptr<void, CloseCurl>;

struct FreeCurlHeaders {
    void operator()(void* list) const noexcept;
};

/// A curl_slist* with headers of a request. Must live as long as the handle that uses it.
using CurlHeaders = std::unique_ptr<void, FreeCurlHeaders>;

/// Adds a header, "If-Range: ...", to the request of `curl`, a CURL*. Throws std::bad_alloc.
CurlHeaders add_header(void* curl, const std::string& line);

/// For http and https only, with at most `redirects` redirects. Throws std::bad_alloc.
CurlHandle new_transfer(const std::string& url, int redirects);

}  // namespace triptych::network
