/// Download with processes: a few children download file after file. They inherit the list by
/// copy-on-write; what they have received so far, they count in shared memory.
#include "processes/download.hpp"

#include <thread>

#include "processes/primitives/process_pool.hpp"
#include "processes/primitives/shared.hpp"

namespace triptych::processes {

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
    Shared<Tally> shared;
    Tally& tally = *shared;
    ProcessPool pool{workers};
    const auto download_one = [&list, &settings, &tally](std::size_t number) {
        return download_file(list[number], settings, tally);
    };
    std::vector<Future<Downloaded>> files;
    for (std::size_t number = 0; number < list.size(); ++number)
        files.push_back(pool.submit(download_one, number));
    std::vector<Downloaded> results;
    for (const auto& file : files) {
        while (!file.wait_for(report_interval))
            report(tally);
        results.push_back(file.result());
    }
    return results;
}

}  // namespace triptych::processes
