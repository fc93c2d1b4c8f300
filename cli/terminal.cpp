#include "cli/terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

#include "cli/environment.hpp"
#include "common/harness/escape.hpp"

namespace triptych::cli {
namespace {

std::string_view text_of(const char* value) {
    return value == nullptr ? "" : value;
}

constexpr std::size_t widest = 1000;  // nothing that we print needs more

std::size_t width_of(std::FILE* stream) {
    winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const std::string columns{text_of(environment_variable("COLUMNS"))};
    const char* const end = columns.data() + columns.size();
    std::size_t width = 0;
    const auto [stop, error] = std::from_chars(columns.data(), end, width);
    if (stop != end || columns.empty()) return 80;
    return error == std::errc::result_out_of_range ? widest : width;
}

}  // namespace

std::size_t terminal_width(std::FILE* stream) {
    const std::size_t width = width_of(stream);
    return width == 0 ? 80 : std::clamp<std::size_t>(width, 40, widest);
}

bool is_terminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1;
}

bool wants_colour(std::FILE* stream) {
    return takes_control_sequences(stream) && text_of(environment_variable("NO_COLOR")).empty();
}

bool takes_control_sequences(std::FILE* stream) {
    return is_terminal(stream) && text_of(environment_variable("TERM")) != "dumb";
}

void print_to(std::FILE* stream, std::string_view raw, const std::string& what) {
    const std::string text = harness::for_terminal_page(raw);
    if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() || std::fflush(stream) != 0)
        throw std::system_error{errno, std::generic_category(), "cannot print " + what};
}

void print_message(std::string_view line) {
    const std::string text = fmt::format("triptych: {}\n", harness::for_terminal(line));
    std::fwrite(text.data(), 1, text.size(),
                stderr);  // if that fails, there is no other way to report it
    std::fflush(stderr);
}

void do_both(const std::function<void()>& first, const std::function<void()>& second) {
    std::exception_ptr failure;
    try {
        first();
    } catch (const std::system_error&) {
        failure = std::current_exception();
    }
    second();
    if (failure) std::rethrow_exception(failure);
}

int stopped_by(int signal, std::string_view what) {
    print_message(
        fmt::format("stopped by SIG{}; {} above are incomplete", ::sigabbrev_np(signal), what));
    return 128 + signal;
}

}  // namespace triptych::cli
