/// Small concurrent programs as text, made at random, and all that they can end in: by a machine of
/// a hundred lines, which knows nothing of how `triptych explore` works.
///
/// A thread is a row of operations of three letters: what, on which object, with which value.
///     l L    load(acquire), load()            s r S  store(release), (relaxed), ()
///     a x c  fetch_add, exchange, compare_exchange from 0      w  wait in a loop until it is so
///     f      fence                            b      look four times whether it is so
///     z      wait until it is so, or the next variable is not 0
///     p q    write, read a plain int          m u t  lock, unlock, try_lock and then unlock
/// "s01l10/s11l00" is store buffering: main and one thread, each stores 1 and then reads the other.
#pragma once

#include <compare>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace triptych {

struct SmallOperation {
    char kind = 0;
    int object = 0;
    int value = 0;
    auto operator<=>(const SmallOperation&) const = default;
};
using SmallProgram = std::vector<std::vector<SmallOperation>>;

inline std::string text_of(const SmallProgram& program) {
    std::string text;
    for (const auto& thread : program) {
        if (&thread != &program.front()) text += '/';
        for (const auto& [kind, object, value] : thread)
            (text += kind) += {static_cast<char>('0' + object), static_cast<char>('0' + value)};
    }
    return text;
}

inline SmallProgram program_of(const std::string& text) {
    SmallProgram program(1);
    for (std::size_t at = 0; at < text.size(); at += text[at] == '/' ? 1U : 3U) {
        if (text[at] == '/')
            program.emplace_back();
        else
            program.back().push_back({text[at], text[at + 1] - '0', text[at + 2] - '0'});
    }
    return program;
}

/// Two or three threads of up to `most` operations each. `kinds` has those to choose from, as often
/// as they shall come; m stands for lock, something, unlock.
inline SmallProgram random_program(std::mt19937& random, const std::string& kinds, int most) {
    const auto below = [&](int end) {
        return static_cast<int>(random() % static_cast<unsigned>(end));
    };
    SmallProgram program(static_cast<std::size_t>(2 + below(2)));
    const int variables = 1 + below(3);
    for (auto& thread : program) {
        const std::size_t length = static_cast<std::size_t>(1 + below(most));
        std::vector<int> held;
        while (thread.size() + held.size() < length) {
            const char kind =
                kinds[static_cast<std::size_t>(below(static_cast<int>(kinds.size())))];
            const int object = kind == 'm' || kind == 't' || kind == 'p' || kind == 'q'
                                   ? below(2)
                                   : below(variables);
            const bool has_it = held == std::vector{object} || held.size() == 2;
            if ((kind == 'm' || kind == 't') && has_it) continue;
            thread.push_back({kind, object, kind == 'w' || kind == 'z' ? 1 : 1 + below(2)});
            if (kind == 'm') held.push_back(object);
            if (!held.empty() && below(2) == 0) {
                thread.push_back({'u', held.back(), 0});
                held.pop_back();
            }
        }
        for (; !held.empty(); held.pop_back())
            thread.push_back({'u', held.back(), 0});
    }
    return program;
}

/// Runs a small program in all ways, by trying each next step in each state once.
class SmallMachine {
public:
    /// With `store_buffers` as x86-TSO (Sewell and others, CACM 2010): each thread has a queue of
    /// stores; what locks the bus waits until its own is empty.
    SmallMachine(const SmallProgram& program, bool store_buffers)
        : program_{program}, store_buffers_{store_buffers} {
        State start;
        start.threads.resize(program.size());
        visit(start);
    }

    /// What main returns, "deadlock" or "endless": a thread loops for ever.
    const std::set<std::string>& outcomes() const { return outcomes_; }

private:
    struct Thread {
        std::size_t next = 0;
        bool must_unlock = false;  // half-way through t
        int looked = 0;            // how often, in b
        std::uint32_t digest = 1;
        std::vector<SmallOperation> buffer;
        auto operator<=>(const Thread&) const = default;
    };
    struct State {
        std::vector<Thread> threads;
        int variables[3]{};
        int plain[2]{};
        int owners[2]{-1, -1};
        auto operator<=>(const State&) const = default;
    };

    void visit(const State& state) {
        if (!seen_.insert(state).second) return;
        bool stuck = true;
        for (std::size_t i = 0; i < state.threads.size(); ++i) {
            State after = state;
            if (step(after, i)) {
                stuck = stuck && waits_in_vain(state, i);
                visit(after);
            }
            if (!state.threads[i].buffer.empty()) {
                after = state;
                flush(after, after.threads[i]);
                stuck = false;
                visit(after);
            }
        }
        if (stuck) outcomes_.insert(outcome_of(state));
    }

    static void flush(State& state, Thread& thread) {
        state.variables[thread.buffer.front().object] = thread.buffer.front().value;
        thread.buffer.erase(thread.buffer.begin());
    }

    static int seen_by(const Thread& thread, const State& state, int object) {
        int seen = state.variables[object];
        for (const SmallOperation& store : thread.buffer)
            if (store.object == object) seen = store.value;
        return seen;
    }

    /// Whether all that the thread does is to wait for the others, in a loop of more than one step.
    bool waits_in_vain(const State& state, std::size_t number) const {
        const Thread& thread = state.threads[number];
        const auto [kind, object, value] = program_[number][thread.next];
        return kind == 'z' && seen_by(thread, state, object) != value &&
               seen_by(thread, state, (object + 1) % 3) == 0;
    }

    /// False if the thread has ended, or cannot go on yet.
    bool step(State& state, std::size_t number) const {
        Thread& thread = state.threads[number];
        if (thread.next == program_[number].size()) return false;
        const auto [kind, object, value] = program_[number][thread.next];
        const bool drains = std::string{"lLwbzsr"}.find(kind) == std::string::npos && kind != 'q';
        if (drains && !thread.buffer.empty()) return false;
        const auto saw = [&](int what) {
            thread.digest = thread.digest * 31 + static_cast<std::uint32_t>(what);
        };
        const int seen = seen_by(thread, state, object);
        int& variable = state.variables[object];
        int& owner = state.owners[object % 2];
        switch (kind) {
            case 'l':
            case 'L': saw(seen); break;
            case 's':
            case 'r':
                if (store_buffers_)
                    thread.buffer.push_back({kind, object, value});
                else
                    variable = value;
                break;
            case 'S': variable = value; break;
            case 'a': saw(variable++); break;
            case 'x':
                saw(variable);
                variable = value;
                break;
            case 'c':
                saw(variable);
                if (variable == 0) variable = value;
                break;
            case 'w':
                if (seen != value) return false;
                break;
            case 'z':
                if (thread.looked == 0 ? seen == value
                                       : seen_by(thread, state, (object + 1) % 3) != 0) {
                    thread.looked = 0;
                    break;
                }
                thread.looked = 1 - thread.looked;
                return true;
            case 'b':
                if (seen != value && ++thread.looked < 4) return true;  // and looks again
                saw(thread.looked);
                thread.looked = 0;
                break;
            case 'm':
                if (owner >= 0) return false;
                owner = static_cast<int>(number);
                break;
            case 'u': owner = -1; break;
            case 't':
                if (thread.must_unlock) {
                    owner = -1;
                    thread.must_unlock = false;
                    break;
                }
                saw(owner < 0 ? 1 : 0);
                if (owner >= 0) break;
                owner = static_cast<int>(number);
                thread.must_unlock = true;
                return true;  // and then goes on here
            case 'p': state.plain[object] = value; break;
            case 'q': saw(state.plain[object]); break;
            default: break;  // a fence: the buffer is empty
        }
        ++thread.next;
        return true;
    }

    std::string outcome_of(const State& state) const {
        bool all_ended = true;
        std::uint32_t digest = 0;
        for (std::size_t i = 0; i < state.threads.size(); ++i) {
            const Thread& thread = state.threads[i];
            digest = digest * 1009 + thread.digest;
            if (thread.next == program_[i].size()) continue;
            if (const char kind = program_[i][thread.next].kind; kind == 'w' || kind == 'z')
                return "endless";
            all_ended = false;
        }
        if (!all_ended) return "deadlock";
        for (const int value : state.variables)
            digest = digest * 31 + static_cast<std::uint32_t>(value);
        for (const int value : state.plain)
            digest = digest * 31 + static_cast<std::uint32_t>(value);
        return std::to_string(digest & 0x7FFFFFFFU);
    }

    const SmallProgram& program_;
    bool store_buffers_;
    std::set<State> seen_;
    std::set<std::string> outcomes_;
};

}  // namespace triptych
