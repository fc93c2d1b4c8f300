"""The version of Python."""

import sys

import trial

if __name__ == "__main__":
    trial.run(lambda: [sys.version_info[:3]])
