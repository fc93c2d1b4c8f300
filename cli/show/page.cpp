#include "cli/show/page.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "cli/show/side_by_side.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using harness::Style;
using harness::width_of;

constexpr std::string_view gap = " │ ";
constexpr std::string_view crossing = "─┼─";

std::string blanks(std::size_t count) {
    return fmt::format("{:{}}", "", count);
}

std::string rule(std::size_t width) {
    std::string line;
    for (; width > 0; --width)
        line += "─";
    return line;
}

/// Panels of one width, printed row by row.
class Columns {
public:
    Columns(std::span<const Panel> panels, std::size_t width, bool colour)
        : panels_{panels},
          width_{(width - (panels.size() - 1) * width_of(gap)) / panels.size()},
          colour_{colour} {}

    std::string text() const {
        std::string text = headings();
        std::vector<std::vector<Step>> files;
        for (const Panel& panel : panels_)
            files.push_back(panel.steps);
        for (const Row& row : side_by_side(files, width_))
            text += line_of(row);
        return text;
    }

private:
    std::string styled(Style style, std::string_view text) const {
        return harness::styled(colour_ && !text.empty() ? style : Style::plain, text);
    }

    std::string headings() const {
        std::string names;
        std::string rules;
        for (const Panel& panel : panels_) {
            const std::size_t used = panel.model.size() + 1 + panel.file.size();
            const bool last = &panel == &panels_.back();
            names += styled(Style::bold, panel.model) + '/' + panel.file;
            if (!last) names += blanks(width_ - std::min(used, width_)) + std::string{gap};
            rules += rule(width_) + std::string{last ? "" : crossing};
        }
        return names + '\n' + rules + '\n';
    }

    std::string line_of(const Row& row) const {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string_view cell = row[column];
            const std::size_t comment = std::min(comment_start(cell), cell.size());
            line += cell.substr(0, comment);
            line += styled(Style::dim, cell.substr(comment));
            if (column + 1 < row.size()) {
                line += blanks(width_ - width_of(cell));
                line += gap;
            }
        }
        return line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }

    std::span<const Panel> panels_;
    std::size_t width_;  // of one column
    bool colour_;
};

}  // namespace

std::string page(const std::vector<Panel>& panels, std::size_t width, bool colour) {
    if (width >= narrowest_triptych) return Columns{panels, width, colour}.text();
    std::string text;
    for (const Panel& panel : panels) {
        if (!text.empty()) text += '\n';
        text += Columns{std::span{&panel, 1}, std::max<std::size_t>(width, 20), colour}.text();
    }
    return text;
}

std::string page_as_json(const std::vector<Panel>& panels, std::string_view problem) {
    using json = nlohmann::ordered_json;
    json names = json::array();
    std::vector<std::vector<Step>> files;
    for (const Panel& panel : panels) {
        names.push_back({{"model", panel.model}, {"file", panel.model + '/' + panel.file}});
        files.push_back(panel.steps);
    }
    json rows = json::array();
    for (const Level& level : levels(files)) {
        json row = json::array();
        for (const Step* step : level)
            row.push_back(step == nullptr ? json{} : json(step->lines));
        rows.push_back(std::move(row));
    }
    const json document = {{"problem", problem}, {"files", names}, {"levels", rows}};
    return harness::for_json(document, 2);
}

}  // namespace triptych::cli
