"""What was read from a file, and what is said to be lost, in a form that reads well in a test."""

from surveys.exchange import Imported, Why


def found(read: Imported) -> list[tuple[str, str, str]]:
    return [(item.code, item.kind, item.text) for item in read.instrument.items.values()]


def losses(read: Imported, *skipped: Why) -> list[tuple[str, str, Why]]:
    return [(loss.place, loss.what, loss.why) for loss in read.losses if loss.why not in (Why.CODE_CHANGED, *skipped)]
