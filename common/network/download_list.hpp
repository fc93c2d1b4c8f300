/// What to download: URLs, the SHA-256 that each file should have, and the names for the files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::network {

struct WantedFile {
    std::string url;
    std::string sha256;  // in lower case; empty if the list does not say
    std::string name;    // in the folder; no two files of a list have the same
};

using DownloadList = std::vector<WantedFile>;

/// One URL a line, and after it, if that is known, the file's SHA-256. Blank lines, and those that
/// begin with #, do not count; a URL counts once. Throws std::invalid_argument, with the line's
/// number.
DownloadList read_download_list(std::string_view text);

/// The last part of the URL's path, decoded, as a name that cannot lead out of a folder: it has no
/// slash, no control characters, no dot at its beginning, and at most 200 bytes. "index.html" if
/// nothing is left.
std::string file_name_of(const std::string& url);

}  // namespace triptych::network
