"""Does it ask what must not be asked of applicants?

Sources: Americans with Disabilities Act, 42 U.S.C. § 12112(d)(2) and 29 CFR 1630.13(a): no inquiry about disability or
health before an offer; Title VII, ADEA and GINA, Directives 2000/43/EC and 2000/78/EC: nothing about protected traits.
Advice, not legal counsel: a word is found, a lawyer judges the question.
"""

from collections.abc import Iterator

from surveys.definition import Instrument
from surveys.lint.advice import Advice
from surveys.lint.lexicon import HEALTH, PROTECTED, found, listed

RULES = ("HEALTH", "PROTECTED")


def advice(instrument: Instrument) -> Iterator[Advice]:
    """Items with words about health or protected traits, where the instrument may be used for selection."""
    if "selection" not in instrument.uses:
        return
    for item in instrument.items.values():
        text = " ".join((item.text, *item.questions, *item.probes, *(option.label for option in item.options)))
        for rule, table in (("HEALTH", HEALTH), ("PROTECTED", PROTECTED)):
            if words := found(table, instrument.language, text):
                yield Advice(rule, f"item {item.code}", {"words": listed(words)})
