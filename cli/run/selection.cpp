#include "cli/run/selection.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>

#include "cli/usage.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// Throws UsageError if a word is no workload; suggests --model if it is the name of a model.
void require_workloads(const Names& words, const Names& workloads, const Names& models) {
    for (const std::string& word : words) {
        if (contains(workloads, word)) continue;
        if (const std::string model = nearest(word, models);
            nearest(word, workloads).empty() && !model.empty())
            throw UsageError{
                fmt::format("unknown workload \"{}\": did you mean --model {}?", word, model)};
        throw UsageError{unknown("workload", word, workloads)};
    }
}

Names workload_names(std::span<const Workload> workloads) {
    Names names;
    for (const Workload& workload : workloads)
        names.emplace_back(workload.name);
    return names;
}

/// Models first, then single implementations: a readable list for error messages.
Names model_names(std::span<const Workload> workloads) {
    std::set<std::string> models;
    std::set<std::string> implementations;
    for (const Workload& workload : workloads)
        for (const Implementation& implementation : workload.implementations) {
            models.emplace(implementation.model);
            implementations.emplace(implementation.name());
        }
    Names names{models.begin(), models.end()};
    std::ranges::copy_if(implementations, std::back_inserter(names),
                         [&](const std::string& name) { return !models.contains(name); });
    return names;
}

/// Throws UsageError if a model has no implementation of any of the `chosen` workloads; suggests
/// only names that have one.
void require_implemented(const Names& models, const std::vector<Workload>& chosen,
                         const Names& known) {
    const Names names = model_names(chosen);
    for (const std::string& model : models) {
        if (contains(names, model)) continue;
        if (!contains(known, model)) throw UsageError{unknown("model", model, names)};
        throw UsageError{fmt::format(
            "nothing to measure: {} no implementation with {}; there are {}",
            chosen.size() == 1 ? fmt::format("{} has", chosen[0].name) : "these workloads have",
            model, fmt::join(names, ", "))};
    }
}

std::int64_t parse_size(const std::string& word, const Workload& workload) {
    std::int64_t size = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, size);
    const bool is_number =
        stop == end && (error == std::errc{} || error == std::errc::result_out_of_range);
    const std::string range = fmt::format("{} takes 1 to {} {}", workload.name,
                                          harness::format_count(workload.largest), workload.unit);
    if (!is_number || word.empty())
        throw UsageError{fmt::format("--size {}: not a whole number; {}", word, range)};
    if (error != std::errc{} || size < 1 || size > workload.largest)
        throw UsageError{fmt::format("--size {}: {}", word, range)};
    return size;
}

std::set<std::int64_t> sizes_for(const Workload& workload, const Request& request) {
    std::set<std::int64_t> sizes;
    for (const std::string& word : request.sizes)
        sizes.insert(parse_size(word, workload));
    if (!sizes.empty()) return sizes;
    if (request.quick) return {workload.quick.begin(), workload.quick.end()};
    if (request.sweep) return {workload.sizes.begin(), workload.sizes.end()};
    return {workload.usual};
}

/// Whether it is another library's variant of a model that has its own: the model's name alone does
/// not mean this one.
bool needs_its_full_name(const Implementation& implementation, const Workload& workload) {
    return implementation.role == Role::peer &&
           std::ranges::any_of(workload.implementations, [&](const Implementation& other) {
               return other.model == implementation.model && other.role == Role::contender;
           });
}

bool is_wanted(const Implementation& implementation, const Workload& workload,
               const Request& request) {
    const Names& models = request.models;
    if (contains(models, implementation.name())) return true;
    if (contains(models, implementation.model) && !needs_its_full_name(implementation, workload))
        return true;
    return implementation.role == Role::peer ? request.peers : models.empty();
}

void add_benchmarks(std::vector<harness::Result>& benchmarks, const Workload& workload,
                    const Request& request) {
    if (std::ranges::none_of(workload.implementations, [&](const Implementation& implementation) {
            return is_wanted(implementation, workload, request);
        }))
        return;
    const auto sets = combinations(workload, request.parameters);
    for (const std::int64_t size : sizes_for(workload, request))
        for (const Parameters& set : sets)
            for (const Implementation& implementation : workload.implementations) {
                if (implementation.role != Role::baseline &&
                    !is_wanted(implementation, workload, request))
                    continue;
                benchmarks.push_back(unmeasured(workload, implementation, size, set));
            }
}

}  // namespace

harness::Result unmeasured(const Workload& workload, const Implementation& implementation,
                           std::int64_t size, const Parameters& set) {
    harness::Result result;
    result.benchmark = {.workload = std::string{workload.name},
                        .unit = std::string{workload.unit},
                        .size = size,
                        .model = std::string{implementation.model},
                        .variant = std::string{implementation.variant},
                        .role = implementation.role,
                        .set = set_text(workload, set)};
    result.remark = implementation.remark;
    return result;
}

std::vector<harness::Result> select(std::span<const Workload> workloads, const Request& request) {
    require_workloads(request.workloads, workload_names(workloads), model_names(workloads));
    std::vector<Workload> chosen;
    std::ranges::copy_if(workloads, std::back_inserter(chosen), [&](const Workload& workload) {
        return request.workloads.empty() ? workload.by_default
                                         : contains(request.workloads, workload.name);
    });
    require_implemented(request.models, chosen, model_names(workloads));
    std::vector<harness::Result> benchmarks;
    for (const Workload& workload : chosen)
        add_benchmarks(benchmarks, workload, request);
    if (request.loop_is_set && std::ranges::none_of(benchmarks, [](const harness::Result& one) {
            return one.benchmark.model == "coroutines";
        }))
        throw UsageError{
            "--loop has no effect without coroutines: leave it out, or add "
            "--model coroutines"};
    if (request.ranks_are_set && std::ranges::none_of(benchmarks, [](const harness::Result& one) {
            return one.benchmark.variant.starts_with("mpi");
        }))
        throw UsageError{
            "--ranks, --hosts and --oversubscribe have no effect without MPI: leave them out, or "
            "add --model processes.mpi"};
    return benchmarks;
}

}  // namespace triptych::cli
