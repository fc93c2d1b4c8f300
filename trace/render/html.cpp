/// What is around the graphic: see as_html in svg.hpp.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "trace/render/story.hpp"
#include "trace/render/svg.hpp"

namespace triptych::trace {
namespace {

constexpr std::size_t most_sentences = 100;  // of one timeline

constexpr const char* head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Timelines</title>
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
)";

// The graphic keeps its letters readable on a phone: there it is scrolled.
constexpr const char* style = R"(.tt-scroll{overflow-x:auto}
.tt-scroll svg{display:block;min-width:52rem;max-width:80rem}
.tt-controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.tt-controls input{flex:1 1 10rem;max-width:40rem}
.tt-now{columns:22rem;padding-left:1.2rem;margin:.5rem 0}.tt-story li{margin:.1em 0}
@media print{.tt-controls,.tt-now{display:none}.tt-scroll{overflow:visible}.tt-scroll svg{min-width:0}}
)";

constexpr const char* controls =
    R"(<p class="tt-controls"><button type="button" class="tt-play">Replay</button>
<button type="button" class="tt-slower">Slower</button>
<input type="range" class="tt-place" min="0" max="1000" value="0" aria-label="Time in the timelines">
<output class="tt-time"></output></p>
<ul class="tt-now"></ul>
)";

// The cursor moves over the graphic; the list says what each task does at that time.
constexpr const char* script = R"(
(() => {
for (const part of document.querySelectorAll(".tt-part")) {
    const svg = part.querySelector("svg.tt"), cursor = svg.querySelector(".cursor");
    const [play, slower, place, time, now] = ["play", "slower", "place", "time", "now"]
        .map(name => part.querySelector(".tt-" + name));
    const [left, right, length] = ["left", "right", "length"].map(name => Number(svg.dataset[name]));
    let seconds = 12, begun = null, lanes = null;
    const readLanes = () => [...svg.querySelectorAll("g[data-lane]")].map(lane => {
        const words = lane.dataset.lane.split(", ");
        const spanOf = rect => {
            const begin = Number(rect.getAttribute("x")), text = rect.textContent;
            return {begin, end: begin + Number(rect.getAttribute("width")),
                    what: text ? text.slice(0, text.lastIndexOf(": ")) : `${words.at(-1)} runs`};
        };
        return {model: words[0].split("/").pop(),
                spans: [...lane.querySelectorAll("rect")].map(spanOf)};
    });
    const show = share => {
        lanes ??= readLanes();
        const x = left + share * (right - left);
        cursor.setAttribute("x1", x);
        cursor.setAttribute("x2", x);
        cursor.setAttribute("visibility", "visible");
        const box = svg.parentElement, middle = x * svg.clientWidth / svg.viewBox.baseVal.width;
        box.scrollLeft = middle - box.clientWidth / 2;  // where there is no room for all of it
        time.textContent = `${(share * length / 1e6).toFixed(2)} ms`;
        place.value = 1000 * share;
        place.setAttribute("aria-valuetext", time.textContent);
        now.replaceChildren(...lanes.flatMap(lane => {
            const span = lane.spans.find(one => one.begin <= x && x < one.end);
            if (!span) return [];
            const item = document.createElement("li");
            item.textContent = `${lane.model}: ${span.what}`;
            return [item];
        }));
    };
    const stop = () => { begun = null; play.textContent = "Replay"; };
    const step = at => {
        if (begun === null) return;
        const share = Math.max(0, at - begun) / (1000 * seconds);
        show(Math.min(share, 1));
        if (share < 1) requestAnimationFrame(step); else stop();
    };
    play.addEventListener("click", () => {
        if (begun !== null) return stop();
        const from = Number(place.value) >= 1000 ? 0 : Number(place.value) / 1000;
        begun = performance.now() - from * 1000 * seconds;
        play.textContent = "Stop";
        requestAnimationFrame(step);
    });
    slower.addEventListener("click", () => {
        if (begun !== null) begun -= performance.now() - begun;  // the cursor stays where it is
        seconds *= 2;
    });
    place.addEventListener("input", () => { stop(); show(place.value / 1000); });
    svg.addEventListener("click", event => {
        const point = new DOMPoint(event.clientX, event.clientY)
            .matrixTransform(svg.getScreenCTM().inverse());
        stop();
        show(Math.min(1, Math.max(0, (point.x - left) / (right - left))));
    });
}
})();
)";

std::string part(std::span<const Timeline> timelines) {
    std::string text = fmt::format(
        "<div class=\"tt-part\">\n<figure class=\"tt-scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Timelines\">{}</figure>\n{}"
        "<details class=\"tt-story\"><summary>The same in sentences</summary>\n",
        as_svg(timelines), controls);
    for (const Timeline& timeline : timelines) {
        text += fmt::format("<p><b>{}</b></p>\n<ol>\n", for_markup(timeline.title));
        for (const std::string& sentence : story(timeline, most_sentences))
            text += fmt::format("<li>{}</li>\n", for_markup(sentence));
        text += "</ol>\n";
    }
    return text + "</details>\n</div>\n";
}

}  // namespace

std::string as_html(std::span<const Timeline> timelines) {
    return fmt::format(
        "{}<style>body{{font:15px sans-serif;max-width:80em;margin:1em auto;padding:0 1em}}"
        "figure{{margin:0}}\n{}</style></head><body>\n{}<script>{}</script>\n</body></html>\n",
        head, style, part(timelines), script);
}

nlohmann::json as_parts(std::span<const Timeline> timelines) {
    return {{"svg", as_svg(timelines)},
            {"alt", describe_all(timelines)},
            {"html", part(timelines)},
            {"style", style},
            {"script", script}};
}

}  // namespace triptych::trace
