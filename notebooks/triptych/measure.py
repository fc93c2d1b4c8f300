"""Common parts of the programs here: run `triptych` for a results file and a map, terminate it if
this process is terminated, and report errors."""

import signal
import subprocess
import sys

from nbclient.exceptions import CellExecutionError

from triptych.escape import for_terminal
from triptych.file import workloads
from triptych.results import ResultsError


class WrongUsage(Exception):
    """One line: what was wrong, and what to try."""


def handle_signals():
    """Makes SIGINT and SIGTERM raise SystemExit, so that this process terminates its children too.
    The exit code is 128 + the signal's number."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda which, _: sys.exit(128 + which))


def call(command, well=(0,)):
    """Runs a command; its stdout goes to our stderr, because our stdout has only paths. Exits with
    its exit code if that is not one of `well`."""
    with subprocess.Popen([str(word) for word in command], stdout=sys.stderr) as process:
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    if code not in well:
        sys.exit(code if code > 0 else 128 - code)


def ask(command, well=(0,)):
    """Returns what a command prints. Exits with its exit code if that is not one of `well`."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode not in well:
        sys.stderr.write(done.stderr)
        sys.exit(done.returncode if done.returncode > 0 else 128 - done.returncode)
    return done.stdout


def measure(program, results, quick, sweep=False):
    """Measures each workload that has a notebook into the file `results`; with `sweep` at several
    sizes, which shows how times and memory grow."""
    options = ["--quick"] if quick else ["--sweep"] if sweep else []
    # 1 means that a benchmark failed: the pages say which.
    call([program, "run", *workloads(), *options, "--json", results], well=(0, 1))


def measure_map(program, chart, quick):
    """Measures the map into the file `chart`."""
    options = ["--quick"] if quick else []
    call([program, "map", *options, "--json", chart], well=(0, 1))


def run_program(name, main):
    """Runs `main` with the words of the command line. Prints an error in one line that begins with
    `name`, and exits: with 2 for wrong usage, with 1 if a notebook's cell failed."""
    handle_signals()
    try:
        main(sys.argv[1:])
    except (ResultsError, WrongUsage) as error:
        print(for_terminal(f"{name}: {error}"), file=sys.stderr)
        sys.exit(2)
    except CellExecutionError as error:
        print(f"{name}: a cell of a notebook failed:", file=sys.stderr)
        print("\n".join(map(for_terminal, str(error).splitlines())), file=sys.stderr)
        sys.exit(1)
