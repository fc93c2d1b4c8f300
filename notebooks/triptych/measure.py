"""What the programs here have in common: they run `triptych` for a results file and a map, end it if
they are ended themselves, and tell what went wrong."""

import signal
import subprocess
import sys

from nbclient.exceptions import CellExecutionError

from triptych.escape import for_terminal
from triptych.results import ResultsError


class WrongUsage(Exception):
    """One line: what was wrong, and what to try."""


def heed_signals():
    """SIGINT and SIGTERM end this process as an exception does, so that what it has started is
    ended too; the exit code tells which it was."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda which, _: sys.exit(128 + which))


def call(command, well=(0,)):
    """Waits for it; its stdout goes to our stderr, for our stdout is for paths alone. Exits as it
    did if its exit code is none of `well`."""
    with subprocess.Popen([str(word) for word in command], stdout=sys.stderr) as process:
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    if code not in well:
        sys.exit(code if code > 0 else 128 - code)


def ask(command, well=(0,)):
    """What it prints. Exits as it did if its exit code is none of `well`."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode not in well:
        sys.stderr.write(done.stderr)
        sys.exit(done.returncode if done.returncode > 0 else 128 - done.returncode)
    return done.stdout


def measure(program, results, quick):
    """Measures everything into the file `results`."""
    options = ["--quick"] if quick else []
    # 1 means that some cell failed: the pages say which.
    call([program, "run", *options, "--json", results], well=(0, 1))


def measure_map(program, chart, quick):
    """Measures the map into the file `chart`."""
    options = ["--quick"] if quick else []
    call([program, "map", *options, "--json", chart], well=(0, 1))


def run_program(name, main):
    """Runs `main` with the words of the command line. What goes wrong is told in a line by the
    program of this name, which then exits: with 2 for wrong usage, with 1 for a cell that failed."""
    heed_signals()
    try:
        main(sys.argv[1:])
    except (ResultsError, WrongUsage) as error:
        print(for_terminal(f"{name}: {error}"), file=sys.stderr)
        sys.exit(2)
    except CellExecutionError as error:
        print(f"{name}: a cell of a notebook failed:", file=sys.stderr)
        print("\n".join(map(for_terminal, str(error).splitlines())), file=sys.stderr)
        sys.exit(1)
