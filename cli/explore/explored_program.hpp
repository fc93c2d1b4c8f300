/// A C++ file, compiled for the engine of explore/ and run on it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "common/harness/command.hpp"
#include "common/harness/stop_signals.hpp"

namespace triptych::cli {

/// A signal asked us to stop.
struct Stopped {
    int signal = 0;
};

/// Owns a folder with the compiled program, which is gone afterwards.
class ExploredProgram {
public:
    /// Compiles it. Throws UsageError if there is no such file or it does not compile (the
    /// compiler's words are part of it), Stopped, and std::system_error.
    explicit ExploredProgram(const std::string& source);
    ExploredProgram(const ExploredProgram&) = delete;
    ExploredProgram& operator=(const ExploredProgram&) = delete;
    ~ExploredProgram();

    /// Gives the engine a request and returns its answer; what the program itself printed is put
    /// under "printed". `seconds` is a limit on top of the engine's own. Throws Stopped, and
    /// std::runtime_error if there is no answer.
    nlohmann::json ask(const nlohmann::json& request, double seconds);

    /// Runs gdb on the program in this terminal, with this request; it stops at
    /// triptych_breakpoint. Returns when gdb has ended. Throws UsageError if there is no gdb.
    void debug(const nlohmann::json& request);

    /// Readable once a signal asks us to stop, and which it was.
    int stop_descriptor() const { return signals_.descriptor(); }
    int stop_signal() { return signals_.received(); }

    const std::string& source() const { return source_; }
    const std::string& executable() const { return executable_; }

    /// Eight hexadecimal digits that another text of the program has not.
    const std::string& fingerprint() const { return fingerprint_; }

private:
    harness::Ending run(const std::vector<std::string>& words, double seconds);

    harness::StopSignals signals_;
    std::string source_;
    std::filesystem::path folder_;
    std::string executable_;
    std::string fingerprint_;
};

}  // namespace triptych::cli
