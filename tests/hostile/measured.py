"""Runs a command and says, as JSON, what it cost: in a small process, so that its own memory does not count.

The peak of memory that the system reports of a child begins with that of its parent; that of the tests is large.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

MEMORY = 2_000_000_000  # bytes of address space: an end to what would take the machine down
PROCESSOR = 4  # seconds: an end to what would never end


def measure(command: list[str]) -> dict[str, object]:
    """Exit code (negative: killed by that signal), seconds of processor, megabytes at the peak, and what was said."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "code": done.returncode,
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000),
        "said": (done.stdout + done.stderr)[:4_000],
        "length": len(done.stdout) + len(done.stderr),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1:])))
