#include "cli/list.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "benches/catalog/catalog.hpp"
#include "cli/results/saved.hpp"
#include "cli/terminal.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

std::string role_note(Role role) {
    switch (role) {
        case Role::baseline: return "baseline";
        case Role::broken: return "broken on purpose";
        case Role::peer: return "peer";
        case Role::contender: break;
    }
    return "";
}

std::string sizes_text(const std::vector<std::int64_t>& sizes) {
    std::vector<std::string> texts;
    for (const std::int64_t size : sizes)
        texts.push_back(harness::format_count(size));
    return fmt::format("{}", fmt::join(texts, "  "));
}

std::string workload_text(const Workload& workload, std::size_t width, bool colour) {
    using harness::Style;
    const std::string name{workload.name};
    std::string text = (colour ? harness::styled(Style::bold, name) : name) + '\n';
    text += harness::hanging("  ", workload.problem, width);
    text += fmt::format("  size: {} {}; with --quick {}, with --sweep {}; up to {}\n",
                        harness::format_count(workload.usual), workload.unit,
                        sizes_text(workload.quick), sizes_text(workload.sizes),
                        harness::format_count(workload.largest));
    for (const Parameter& parameter : workload.parameters)
        text +=
            harness::hanging("  ",
                             fmt::format("parameter {}: {}; default {} (from {} to {})",
                                         parameter.name, parameter.meaning, parameter.usual,
                                         parameter.least, harness::format_count(parameter.most)),
                             width);
    std::size_t names = 0;
    std::size_t notes = 0;
    for (const Implementation& implementation : workload.implementations) {
        names = std::max(names, implementation.name().size());
        notes = std::max(notes, role_note(implementation.role).size());
    }
    for (const Implementation& implementation : workload.implementations)
        text += harness::hanging(fmt::format("    {:<{}}  {:<{}}  ", implementation.name(), names,
                                             role_note(implementation.role), notes),
                                 implementation.remark, width);
    return text;
}

std::string catalog_text() {
    const std::size_t width = terminal_width(stdout);
    std::string text;
    for (const Workload& workload : catalog())
        text += (text.empty() ? "" : "\n") + workload_text(workload, width, wants_colour(stdout));
    return text;
}

std::string saved_text() {
    std::string text;
    for (const std::string& name : saved_names())
        text += name + '\n';
    return text;
}

}  // namespace

void add_list(CLI::App& app, int& exit_code) {
    CLI::App& list = *app.add_subcommand("list", "list workloads, their sizes and implementations");
    const auto saved = std::make_shared<bool>(false);
    list.add_flag("--saved", *saved, "list the names of saved results instead");
    list.callback([saved, &exit_code] {
        print_to(stdout, *saved ? saved_text() : catalog_text(), "the list");
        exit_code = 0;
    });
}

}  // namespace triptych::cli
