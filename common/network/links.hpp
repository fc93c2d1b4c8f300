/// The links of a web page: its HTML is parsed as browsers do, however broken it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::network {

/// Returns where the <a href> of `html` lead: each once, sorted, absolute, without its fragment,
/// http and https only. Relative ones are resolved against `address`, or against the page's first
/// <base href>. Bytes that are not UTF-8 become U+FFFD.
std::vector<std::string> links_of(const std::string& html, const std::string& address);

/// The same without a page: where `reference` leads from `base`; empty if that is no http or https
/// address.
std::string resolve(const std::string& base, std::string_view reference);

}  // namespace triptych::network
