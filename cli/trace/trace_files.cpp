#include "cli/trace/trace_files.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/harness/escape.hpp"
#include "trace/render/perfetto.hpp"
#include "trace/render/svg.hpp"

namespace triptych::cli {

TraceFiles::TraceFiles(const std::optional<std::string>& perfetto,
                       const std::optional<std::string>& svg,
                       const std::optional<std::string>& html,
                       const std::optional<std::string>& parts) {
    const auto add = [this](const std::optional<std::string>& path, Render render) {
        if (path) files_.push_back(std::make_unique<File>(*path, std::move(render)));
    };
    add(perfetto, [](std::span<const trace::Timeline> timelines) {
        return harness::for_json(trace::as_perfetto(timelines), -1);
    });
    add(svg, trace::as_svg);
    add(html, trace::as_html);
    add(parts, [](std::span<const trace::Timeline> timelines) {
        return harness::for_json(trace::as_parts(timelines), 1);
    });
}

bool TraceFiles::takes_stdout() const {
    return std::ranges::any_of(files_, [](const auto& one) { return one->file.is_stdout(); });
}

void TraceFiles::write(std::span<const trace::Timeline> timelines) {
    for (const auto& one : files_)
        one->file.write(one->render(timelines));
}

}  // namespace triptych::cli
