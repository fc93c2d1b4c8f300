#include "cli/learn/examining.hpp"

#include <algorithm>
#include <array>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>

#include "common/cores.hpp"
#include "common/harness/stop_signals.hpp"
#include "exercises/checker/captured_pipe.hpp"
#include "processes/primitives/process_pool.hpp"

namespace triptych::cli {
namespace {

using checker::Diagnosis;
using Letters = std::vector<char>;  // text that can be sent from a process to another

FirstKeys first_keys(const checker::Examination& found) {
    const auto key_of = [&](auto counts) -> std::string {
        const auto first = std::ranges::find_if(found.diagnoses, counts);
        return first == found.diagnoses.end() ? passes : first->key;
    };
    const char* const explored = name_of(checker::Build::explored);
    return {.key = key_of([](const Diagnosis&) { return true; }),
            .without_explore = key_of([&](const Diagnosis& one) { return one.build != explored; })};
}

/// Runs in a worker. Returns both keys, with a line's end between them.
Letters examine(const ToExamine& one, int stop_descriptor) {
    FirstKeys keys;
    try {
        const checker::Sandbox sandbox;
        const checker::Builder builder{sandbox};
        const checker::Examiner examiner{sandbox, builder, stop_descriptor};
        keys = first_keys(examiner.examine(*one.exercise, one.answer, {}, one.until));
    } catch (const std::runtime_error& broken) {
        keys = {.key = broken.what(), .without_explore = broken.what()};
        std::ranges::replace(keys.key, '\n', ' ');
    }
    const std::string text = keys.key + '\n' + keys.without_explore;
    return {text.begin(), text.end()};
}

FirstKeys unpacked(const Letters& letters) {
    const std::string text{letters.begin(), letters.end()};
    const auto end = text.find('\n');
    return {.key = text.substr(0, end), .without_explore = text.substr(end + 1)};
}

}  // namespace

int examine_all(const std::vector<ToExamine>& list,
                const std::function<void(std::size_t, const FirstKeys&)>& use) {
    harness::StopSignals signals;
    // The workers cannot see the signals of this process: they give up when this is readable.
    const checker::PipeEnds stop = checker::make_pipe();
    processes::ProcessPool pool{cores_allowed()};
    std::vector<processes::Future<Letters>> futures;
    for (const ToExamine& one : list)
        futures.push_back(pool.submit([answer = &one, stop_descriptor = stop.reader.get()] {
            return examine(*answer, stop_descriptor);
        }));
    for (std::size_t index = 0; index < futures.size(); ++index) {
        while (!futures[index].done()) {
            std::array<pollfd, 2> ready{
                {{pool.descriptor(), POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
            ::poll(ready.data(), ready.size(), -1);
            if (signals.received() == 0) continue;
            for (auto& future : futures)
                (void)future.cancel();
            if (::write(stop.writer.get(), "!", 1) < 0) throw std::runtime_error{"write"};
            return signals.received();  // the pool waits for its workers, which give up
        }
        use(index, unpacked(futures[index].result()));
    }
    return 0;
}

}  // namespace triptych::cli
