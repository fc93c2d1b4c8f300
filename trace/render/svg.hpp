/// Timelines as vector graphics: to be looked at in a browser, or put into a page.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Text for an element or attribute of HTML or SVG.
std::string for_markup(std::string_view text);

/// What the graphic shows, in a sentence, for screen readers.
std::string describe_all(std::span<const Timeline> timelines);

/// The timelines one above the other on one axis of time, and a legend. The mouse on a part shows
/// what it is (<title>); lanes that look alike are folded, as in the terminal. It needs nothing
/// from outside, works in dark and light pages, and has a description for screen readers.
std::string as_svg(std::span<const Timeline> timelines);

/// A page of its own: the graphic, a cursor that runs slowly over all timelines ("replay") and says
/// what each task does then, and the same story as a list of sentences.
std::string as_html(std::span<const Timeline> timelines);

/// The same for pages that others write: "svg", the graphic alone, and "alt", what it shows, in a
/// sentence; "html", all that as_html has in its body, but for "script" and "style", which a page
/// needs once, however many timelines it has.
nlohmann::json as_parts(std::span<const Timeline> timelines);

}  // namespace triptych::trace
