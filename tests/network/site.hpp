/// A web site of our own on loopback, hostile in parts: what a crawler has to survive.
#pragma once

#include <string>

#include "common/descriptor.hpp"
#include "processes/primitives/process.hpp"

namespace triptych {

/// A child serves it, with one thread, until this is destroyed:
///
///     /page/N      a page with links, after N % 7 milliseconds
///     /to/N        N redirects, and then /page/0
///     /ring        a redirect to itself
///     /endless     a page without an end
///     /silent      never an answer
///     /closed      the connection is closed instead of an answer
///     /cut         fewer bytes than the header says
///     /missing     404
///     /broken      unclosed, misnested and doubled tags
///     /deep        2,000 nested elements
///     /base        a <base href>, and all kinds of references
///     /latin1      bytes that are no UTF-8
///     /text        a text that looks like a page
///     /files/...   files to download: see site_files.hpp
class Site {
public:
    /// Whatever proxy this machine uses, this program contacts the site directly from now on.
    Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;
    ~Site() { server_.kill(); }

    /// "http://127.0.0.1:PORT" and the path.
    std::string operator/(const std::string& path) const;

private:
    Descriptor listening_;
    processes::Process server_;
};

}  // namespace triptych
