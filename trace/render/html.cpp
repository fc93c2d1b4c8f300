/// The page around the graphic: see as_html in svg.hpp.
#include <fmt/format.h>

#include "trace/render/story.hpp"
#include "trace/render/svg.hpp"

namespace triptych::trace {
namespace {

constexpr const char* head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Timelines</title>
<meta name="viewport" content="width=device-width">
<style>body{font:15px sans-serif;max-width:75em;margin:1em auto;padding:0 1em;color-scheme:light dark}
#now{columns:2;min-height:4em}li{margin:.1em 0}</style></head><body>
)";

constexpr const char* controls = R"(<p><button id="play">Replay</button>
<label>slower <input id="speed" type="range" min="1" max="60" value="12" aria-label="seconds for the whole replay"> <output id="time"></output></label></p>
<ul id="now"></ul>
)";

// The cursor moves over the graphic; the list says what each task does at that time.
constexpr const char* script = R"(<script>
(() => {
const svg = document.querySelector("svg.tt"), cursor = svg.querySelector(".cursor");
const number = name => Number(svg.dataset[name]);
const play = document.getElementById("play"), now = document.getElementById("now");
let begun = null;
const show = part => {
  const x = number("left") + part * (number("right") - number("left"));
  cursor.setAttribute("x1", x); cursor.setAttribute("x2", x); cursor.setAttribute("visibility", "visible");
  const time = part * number("length");
  document.getElementById("time").textContent = (time / 1e6).toFixed(2) + " ms";
  now.replaceChildren(...[...svg.querySelectorAll("g[data-lane]")].flatMap(lane => {
    const span = [...lane.querySelectorAll("rect")].find(r => r.dataset.b <= time && time < r.dataset.e);
    if (!span) return [];
    const item = document.createElement("li");
    item.textContent = lane.dataset.lane.split(", ")[0].split("/").pop() + ": " + span.textContent.split(", ")[0];
    return [item];
  }));
};
const step = at => {
  if (begun === null) return;
  const part = (at - begun) / (1000 * document.getElementById("speed").value);
  show(Math.min(part, 1));
  if (part < 1) requestAnimationFrame(step);
  else { begun = null; play.textContent = "Replay"; }
};
play.onclick = () => {
  if (begun !== null) { begun = null; play.textContent = "Replay"; return; }
  begun = performance.now(); play.textContent = "Stop"; requestAnimationFrame(step);
};
svg.onclick = event => {
  const place = svg.createSVGPoint(); place.x = event.clientX; place.y = event.clientY;
  const x = place.matrixTransform(svg.getScreenCTM().inverse()).x;
  begun = null; play.textContent = "Replay";
  show(Math.min(1, Math.max(0, (x - number("left")) / (number("right") - number("left")))));
};
})();
</script>
)";

constexpr const char* legend =
    R"(<p>Green: runs. Yellow: ready, but others have the cores. Pale green: ready or running (the kernel does not
tell). Blue: waits; the letter is the reason. Orange: waits for a mutex, or blocks its event loop. Put the mouse on a part
to read what it is; click to move the cursor.</p>
)";

}  // namespace

std::string as_html(std::span<const Timeline> timelines) {
    std::string page = head + as_svg(timelines) + controls + legend;
    for (const Timeline& timeline : timelines) {
        page += fmt::format("<h2>{}, in sentences</h2>\n<ol>\n", for_markup(timeline.title));
        for (const std::string& sentence : story(timeline))
            page += fmt::format("<li>{}</li>\n", for_markup(sentence));
        page += "</ol>\n";
    }
    return page + script + "</body></html>\n";
}

}  // namespace triptych::trace
