"""Real files of other programs, there and back: ``python -m benchmarks.exchange FILE …`` prints one block a file.

Files of 1EdTech/qti-examples, LimeSurvey, SurveyJS and Qualtrics users are not ours to keep here; docs/exchange.md says
where those of the printed table stand.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from surveys.exchange import FORMATS, ExchangeRefused, Imported, read_any, recognised


def main(paths: list[str]) -> None:
    """A block for every file."""
    for path in map(Path, paths):
        content = path.read_bytes()
        began = time.perf_counter()
        try:
            read = read_any(content, path.name)
        except ExchangeRefused as refused:
            print(f"{path.name}: refused, {refused.reason} {refused.values}")
            continue
        took = time.perf_counter() - began
        print(f"{path.name}: {FORMATS[recognised(content)].title}, {len(content):,} bytes, {took * 1000:.0f} ms")
        _told(read)
        print("  there and back:", ", ".join(f"{code} {_survives(code, read)}" for code in _written()))


def _told(read: Imported) -> None:
    instrument = read.instrument
    kinds = Counter(item.kind for item in instrument.items.values())
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    print(f"  {len(instrument.items)} items in {len(instrument.sections)} sections: {said or 'none'}")
    lost = Counter(str(loss.why) for loss in read.losses)
    print("  losses:", ", ".join(f"{count} {why}" for why, count in lost.most_common()) or "none")


def _written() -> list[str]:
    return [code for code, form in FORMATS.items() if form.write]


def _survives(code: str, read: Imported) -> str:
    """Whether what was read is the same after being written and read again, and what others see less of."""
    write = FORMATS[code].write
    if write is None:
        return "not written"
    made = write(read.instrument)
    again = FORMATS[code].read(made.content, made.name)
    same = "whole" if again.instrument == read.instrument and not again.losses else "CHANGED"
    return f"{same} ({len(made.losses)} only here)"


if __name__ == "__main__":
    main(sys.argv[1:])
