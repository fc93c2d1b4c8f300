"""Runs the program `triptych` for a results file and a map, and ends it if it is ended itself."""

import signal
import subprocess
import sys


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
    """Measures the map into the file `chart`. False if this program has no map."""
    known = subprocess.run([program, "map", "--help"], capture_output=True, check=False)
    if known.returncode != 0:
        return False
    options = ["--quick"] if quick and b"--quick" in known.stdout else []
    call([program, "map", *options, "--json", chart], well=(0, 1))
    return True
