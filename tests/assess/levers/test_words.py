"""In no language do pages of levers, practices, plans and projects say that one thing makes another.

English pages are read whole by the tests of those features; here their sentences are read in each language.
"""

import re
from collections.abc import Iterator

import pytest

from tests.assess.test_translations import forms, messages, source

OWN = re.compile(r"assess/(?:templates/|phrases/)?(?:levers|hypotheses|roll_outs|practices|plans|projects)\b")
#: What makes something happen, proves it or promises it; reasons that people give are no such words.
MAKES = {
    "en": r"\b(drives?|drove|driven by|causes|caused|leads? to|because of|thanks to|due to|proves? that|proven"
    r"|guarantee\w*|boosts?|brings about)\b",
    "de": r"\b(bewirk\w*|verursach\w*|führ(?:t|en|te) (?:\w+ ){0,3}zu|dank|aufgrund|dadurch|bew(?:eis|ies)\w*"
    r"|garantier\w*|steiger\w*|treib\w*|sorg(?:t|en) (?:\w+ ){0,2}dafür)\b",
    "es": r"\b(causan|causad\w+|provoca\w*|conducen? a|llevan? a|gracias a|debido a|impulsa\w*|garantiza\w*"
    r"|demuestran? que|hacen? que)\b",
    "ar": r"(?<!\w)(?<!لم )[وف]?(يسبب|تسبب|يؤدي إلى|تؤدي إلى|أدى إلى|بسبب|بفضل|يضمن|تضمن|يثبت أن|تثبت أن)(?!\w)",
}
#: Cause as a noun: only where the English says it, which is to deny it, to suppose it, or after a roll-out.
NOUN = {"en": r"\bcause\b", "de": r"\b(?:ur)?sächlich\w*|\bursach\w*", "es": r"\bcausa\b|\bcausal\w*", "ar": r"سببية"}
#: The only sentences with that noun.
SAID = {
    "goes together; cause not shown", "cause shown by a roll-out", "Cause", "Gain, SD, if the link were cause",
    "What the middle would gain, if the link were cause", "Gain of all at once, if the link were cause",
    "If the link were cause, and the middle rose to the median of the top",
}  # fmt: skip


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Each English sentence of these features with each of its forms in the language."""
    for message in messages("de" if language == "en" else language):
        if any(OWN.match(place) for place, _line in message.locations):
            said = source(message)
            yield from ((said[0], form) for form in (said if language == "en" else forms(message)))


@pytest.mark.parametrize("language", MAKES)
def test_no_sentence_says_that_one_thing_makes_another(language: str) -> None:
    found = list(sentences(language))
    assert len(found) > 1000
    assert [one for one in found if re.search(MAKES[language], one[1], re.IGNORECASE)] == []
    named = {one[0] for one in found if re.search(NOUN[language], one[1], re.IGNORECASE)}
    assert named <= SAID


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Coaching leads to better results."), ("de", "Coaching führt meist zu besseren Ergebnissen."),
        ("de", "Dank Coaching steigen die Ergebnisse."), ("es", "El acompañamiento lleva a mejores resultados."),
        ("ar", "التدريب يؤدي إلى نتائج أفضل."),
    ],
)  # fmt: skip
def test_a_sentence_of_cause_is_noticed(language: str, sentence: str) -> None:
    assert re.search(MAKES[language], sentence, re.IGNORECASE)
