#include "common/workloads/memory_isolation.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

namespace triptych {
namespace {

std::int64_t note_for(std::size_t page) {
    return static_cast<std::int64_t>(page) + 1;
}

std::int64_t faults_of_this_thread() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

}  // namespace

std::int64_t write_notes(std::span<Page> pages) {
    const std::int64_t before = faults_of_this_thread();
    for (std::size_t i = 0; i < pages.size(); ++i)
        pages[i].note = note_for(i);
    return faults_of_this_thread() - before;
}

Visibility look_at(std::span<const Page> pages, std::int64_t faults) {
    Visibility visibility{.faults = faults};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i].note == note_for(i)) ++visibility.noted;
        if (pages[i].note == 0) ++visibility.blank;
    }
    return visibility;
}

std::string check_all_seen(std::int64_t pages, const Visibility& visibility) {
    if (visibility.noted == pages) return {};
    return fmt::format("a worker wrote {} pages, but its creator sees {} of them", pages,
                       visibility.noted);
}

std::string check_nothing_seen(std::int64_t pages, const Visibility& visibility) {
    if (visibility.blank == pages) return {};
    return fmt::format("a worker wrote {} private pages, but its creator sees {} of them", pages,
                       pages - visibility.blank);
}

Metrics visibility_metrics(const Visibility& visibility) {
    return {{"seen", static_cast<double>(visibility.noted)},
            {"faults", static_cast<double>(visibility.faults)}};
}

}  // namespace triptych
