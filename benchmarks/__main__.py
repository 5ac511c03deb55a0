"""Every figure in one run: ``python -m benchmarks``; compare ratios, not seconds, between machines."""

from benchmarks import autosave_kill, autosave_rate, company, interviewing, memory, month, scorecards


def main() -> None:
    """From statistics to memory."""
    for part in (company, autosave_rate, scorecards, month, interviewing, memory, autosave_kill):
        part.main()


main()
