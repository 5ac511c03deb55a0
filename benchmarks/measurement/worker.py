"""One contender, one task, one fresh process: ``python -m benchmarks.measurement.worker module function data answer``.

Prints one line of JSON: seconds of the import, of the first call and of the calls after it, megabytes before and at
the peak. The answer goes to a file.
"""

import importlib
import json
import statistics
import sys
import time
from pathlib import Path

#: Short calls are repeated until they have taken this long together, at most ``CALLS`` times.
SECONDS, CALLS = 0.5, 15
#: A first call that took longer than this is its own warm call: what import and compiling add no longer shows.
LONG = 60.0


def megabytes(field: str) -> float:
    """VmRSS now or VmHWM at its highest: unlike ru_maxrss not inherited from the process that started this one."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return float("nan")


def run(module: str, function: str, data: str, answer: str) -> dict[str, object]:
    """Import, prepare, call, call again."""
    began = time.perf_counter()
    contender = importlib.import_module(f"benchmarks.measurement.contenders.{module}")
    imported = time.perf_counter() - began
    numpy = importlib.import_module("numpy")
    with numpy.load(data) as arrays:
        call = getattr(contender, function)(dict(arrays))
    before = megabytes("VmRSS")
    began = time.perf_counter()
    given = call()
    first = time.perf_counter() - began
    # the peak is that of one call; a second one could find memory in pieces
    peak = megabytes("VmHWM")
    numpy.savez(answer, **given)
    warm: list[float] = [first] if first > LONG else []
    while not warm or (sum(warm) < SECONDS and len(warm) < CALLS):
        began = time.perf_counter()
        call()
        warm.append(time.perf_counter() - began)
    return {"imported": imported, "first": first, "warm": statistics.median(warm), "before": before, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:])))
