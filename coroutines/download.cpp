/// Download with coroutines: one thread waits for all files at once. It writes and hashes them,
/// too, but in small pieces, so that the other files make progress in between.
#include "coroutines/download.hpp"

#include <utility>

#include "coroutines/primitives/curl_multi.hpp"
#include "coroutines/primitives/gather_bounded.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task_group.hpp"

namespace triptych::coroutines {

using namespace network;

namespace {

Task<Downloaded> download_file(CurlMulti& curl, const WantedFile& wanted,
                               const DownloadSettings& settings, Tally& tally) {
    FileDownload file{wanted, settings, tally};
    while (file.prepare())
        co_await yield();
    while (file.is_wanted()) {
        const int code = co_await curl.perform(file.handle());
        co_await sleep_for(file.pause_after(code));
    }
    co_return file.result();
}

Task<> keep_reporting(const Report& report, const Tally& tally) {
    while (true) {
        co_await sleep_for(report_interval);
        report(tally);
    }
}

Task<std::vector<Downloaded>> download_all(const DownloadList& list,
                                           const DownloadSettings& settings, int most,
                                           const Report& report) {
    Tally tally;
    CurlMulti curl;
    std::vector<Task<Downloaded>> files;
    files.reserve(list.size());
    for (const WantedFile& wanted : list)
        files.push_back(download_file(curl, wanted, settings, tally));
    TaskGroup reporting;  // its destructor stops the task
    reporting.create_task(keep_reporting(report, tally));
    co_return co_await gather_bounded(static_cast<std::size_t>(most), std::move(files));
}

}  // namespace

std::vector<Downloaded> download(const DownloadList& list, const DownloadSettings& settings,
                                 int most, const Report& report) {
    return run(download_all(list, settings, most, report));
}

}  // namespace triptych::coroutines
