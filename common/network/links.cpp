#include "common/network/links.hpp"

#include <algorithm>
#include <cctype>
#include <curl/curl.h>
#include <gumbo.h>
#include <memory>
#include <memory_resource>
#include <new>
#include <span>

namespace triptych::network {
namespace {

struct FreeUrl {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const noexcept { curl_free(text); }
};

std::unique_ptr<char, FreeText> part(const CURLU* url, CURLUPart which) {
    char* text = nullptr;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): older versions take no const
    if (curl_url_get(const_cast<CURLU*>(url), which, &text, 0) != CURLUE_OK) return nullptr;
    return std::unique_ptr<char, FreeText>{text};
}

bool is_blank(char character) {
    return std::string_view{" \t\r\n\f"}.find(character) != std::string_view::npos;
}

/// As browsers do: no blanks around it, no tabs and newlines in it, and its spaces encoded.
std::string trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    std::string clean;
    for (const char each : text) {
        if (each == ' ')
            clean += "%20";
        else if (!is_blank(each))
            clean += each;
    }
    return clean;
}

/// Whether it begins with a scheme that is neither http nor https: mailto:, javascript:, data: ...
bool has_other_scheme(std::string_view text) {
    const auto end = text.find_first_of(":/?#");
    if (end == std::string_view::npos || text[end] != ':') return false;
    std::string scheme{text.substr(0, end)};
    std::ranges::transform(scheme, scheme.begin(), [](unsigned char each) {
        return static_cast<char>(std::tolower(each));
    });
    return scheme != "http" && scheme != "https";
}

/// A page's tree is one arena, freed as a whole: gumbo's own destructor is recursive, and a page of
/// a million nested elements would overflow the stack.
class Tree {
public:
    explicit Tree(const std::string& html) {
        GumboOptions options = kGumboDefaultOptions;
        options.userdata = &arena_;
        options.max_errors = 0;
        options.allocator = [](void* arena, std::size_t size) -> void* {
            return static_cast<std::pmr::monotonic_buffer_resource*>(arena)->allocate(size);
        };
        options.deallocator = [](void* /*arena*/, void* /*piece*/) {};
        output_ = gumbo_parse_with_options(&options, html.data(), html.size());
    }

    const GumboNode* root() const noexcept { return output_->root; }

private:
    std::pmr::monotonic_buffer_resource arena_;
    GumboOutput* output_;  // in the arena
};

/// Calls `use(element)` for each element, in the order of the page.
template <typename Use>
void for_each_element(const GumboNode* root, Use use) {
    std::vector<const GumboNode*> left{root};  // a stack
    while (!left.empty()) {
        const GumboNode* const node = left.back();
        left.pop_back();
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
        const GumboElement& element = node->v.element;
        use(element);
        const std::span children{element.children.data, element.children.length};
        for (std::size_t i = children.size(); i > 0; --i)
            left.push_back(static_cast<const GumboNode*>(children[i - 1]));
    }
}

}  // namespace

std::string resolve(const std::string& base, std::string_view reference) {
    const std::string target = trimmed(reference);
    if (has_other_scheme(target)) return "";
    const std::unique_ptr<CURLU, FreeUrl> url{curl_url()};
    if (!url) throw std::bad_alloc{};
    if (curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK) return "";
    if (!target.empty() &&
        curl_url_set(url.get(), CURLUPART_URL, target.c_str(), CURLU_URLENCODE) != CURLUE_OK)
        return "";
    curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    const auto text = part(url.get(), CURLUPART_URL);
    return text && !has_other_scheme(text.get()) ? text.get() : "";
}

std::vector<std::string> links_of(const std::string& html, const std::string& address) {
    const Tree tree{html};
    std::string base;
    std::vector<std::string> references;
    for_each_element(tree.root(), [&](const GumboElement& element) {
        if (element.tag != GUMBO_TAG_A && element.tag != GUMBO_TAG_BASE) return;
        const GumboAttribute* const href = gumbo_get_attribute(&element.attributes, "href");
        if (href == nullptr) return;
        if (element.tag == GUMBO_TAG_A)
            references.emplace_back(href->value);
        else if (base.empty())
            base = resolve(address, href->value);
    });
    std::vector<std::string> links;
    for (const std::string& reference : references)
        if (std::string link = resolve(base.empty() ? address : base, reference); !link.empty())
            links.push_back(std::move(link));
    std::ranges::sort(links);
    links.erase(std::ranges::unique(links).begin(), links.end());
    return links;
}

}  // namespace triptych::network
