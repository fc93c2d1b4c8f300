/// Download with threads: a few threads download file after file. Each waits in the kernel, for the
/// network, for the disk and between attempts; so slow files occupy threads.
#include "threads/download.hpp"

#include <thread>

#include "threads/primitives/thread_pool.hpp"

namespace triptych::threads {

using namespace network;

namespace {

Downloaded download_file(const WantedFile& wanted, const DownloadSettings& settings, Tally& tally) {
    FileDownload file{wanted, settings, tally};
    while (file.prepare()) {
    }
    while (file.is_wanted()) {
        const int code = file.perform();
        std::this_thread::sleep_for(file.pause_after(code));
    }
    return file.result();
}

}  // namespace

std::vector<Downloaded> download(const DownloadList& list, const DownloadSettings& settings,
                                 int workers, const Report& report) {
    Tally tally;  // atomics: the threads count, while this one reads
    ThreadPool pool{workers};
    const auto download_one = [&](const WantedFile& wanted) {
        return download_file(wanted, settings, tally);
    };
    auto files = pool.imap(download_one, list);
    for (const auto& file : files.futures())
        while (!file.wait_for(report_interval))
            report(tally);
    return files.all();
}

}  // namespace triptych::threads
