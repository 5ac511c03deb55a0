"""Which sections a respondent is asked, given what they answered so far."""

from collections.abc import Mapping

from surveys.definition import Condition, Instrument, Section
from surveys.items import Answer


def asked(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Section, ...]:
    """The sections whose conditions hold, in order; an answer in a section that is not asked counts for nothing."""
    found: list[Section] = []
    heard: dict[str, Answer] = {}
    for section in instrument.sections:
        if all(holds(condition, heard.get(condition.item, Answer())) for condition in section.when):
            found.append(section)
            heard |= {item.code: answers[item.code] for item in section.items if item.code in answers}
    return tuple(found)


def holds(condition: Condition, answer: Answer) -> bool:
    """Whether the answer is one of the values, or a number between the bounds; no answer never is."""
    if answer.value is None:
        return answer.text is not None and bool(set(answer.text.split(",")) & set(condition.values))
    if f"{answer.value:g}" in condition.values:
        return True
    bounds = (condition.low, condition.high)
    low, high = (bound if bound is not None else answer.value for bound in bounds)
    return bounds != (None, None) and low <= answer.value <= high
