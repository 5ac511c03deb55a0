"""Is each item one clear, short statement that anybody understands the same way?

Sources: Angleitner, John & Löhr (1986) on item wording; DeVellis (2017), Scale Development, ch. 5: no double-barrelled,
overlong or doubly negative items, a reading level of grade five to seven for people in general; Krosnick & Presser
(2010).
"""

from collections.abc import Iterator

from surveys.definition import Instrument, Item
from surveys.lint.advice import Advice
from surveys.lint.lexicon import (
    ABSOLUTES,
    DENIALS,
    GENDERED,
    JOINING,
    NEGATIONS,
    NEGATIVE_PARTS,
    SUBJECTS,
    VERBS,
    found,
    listed,
    tokens,
)
from surveys.lint.reading import reading

RULES = (
    "DOUBLE_BARRELLED",
    "DOUBLE_NEGATIVE",
    "NEGATED",
    "ABSOLUTE",
    "LONG_ITEM",
    "HARD_ITEM",
    "READING_LEVEL",
    "READING_EASE",
    "GENDERED",
)
#: Statements to be judged at a glance; a situation or a problem may be longer.
JUDGED = frozenset({"likert"})
LONGEST = 20
#: A denial among the first words turns the whole statement round; a later one often belongs to a detail.
DENIED_WITHIN = 4
LONGEST_QUESTION = 60
HARDEST_GRADE = 8.0
LOWEST_EASE = {"de": 50.0, "es": 50.0}
#: A formula made for passages says nothing about a few words.
FEWEST_FOR_ITEM, HARDEST_ITEM = 10, 14.0
FEWEST_FOR_ALL = 30


def advice(instrument: Instrument) -> Iterator[Advice]:
    """What is said of the words of every item, and of all together."""
    language = instrument.language
    for item in instrument.items.values():
        yield from _of_item(item, language)
    texts = [item.text for item in instrument.items.values()]
    all_in_all = reading(texts, language)
    if all_in_all is None or all_in_all.words < FEWEST_FOR_ALL:
        return
    lowest = LOWEST_EASE.get(language.partition("_")[0])
    if all_in_all.grade is not None and all_in_all.grade > HARDEST_GRADE:
        yield Advice("READING_LEVEL", "instrument", {"grade": all_in_all.grade, "ease": all_in_all.ease})
    elif lowest is not None and all_in_all.ease < lowest:
        yield Advice("READING_EASE", "instrument", {"ease": all_in_all.ease})


def _of_item(item: Item, language: str) -> Iterator[Advice]:
    place = f"item {item.code}"
    words = tokens(item.text)
    if item.kind in JUDGED:
        if joined := double_barrelled(item.text, language):
            yield Advice("DOUBLE_BARRELLED", place, {"word": joined})
        denied = found(NEGATIONS, language, item.text)
        both = len(denied) + len(found(NEGATIVE_PARTS, language, item.text))
        if denied and both > 1:
            parts = (*denied, *found(NEGATIVE_PARTS, language, item.text))
            yield Advice("DOUBLE_NEGATIVE", place, {"words": listed(parts)})
        elif opposite := found(DENIALS, language, " ".join(words[:DENIED_WITHIN])):
            yield Advice("NEGATED", place, {"words": listed(opposite)})
        if extreme := found(ABSOLUTES, language, item.text):
            yield Advice("ABSOLUTE", place, {"words": listed(extreme)})
    longest = LONGEST if item.kind in JUDGED else LONGEST_QUESTION
    if len(words) > longest:
        yield Advice("LONG_ITEM", place, {"n": len(words), "most": longest})
    alone = reading([item.text], language)
    if alone and alone.grade is not None and alone.words >= FEWEST_FOR_ITEM and alone.grade > HARDEST_ITEM:
        yield Advice("HARD_ITEM", place, {"grade": alone.grade})
    if one_sex := found(GENDERED, language, item.text):
        yield Advice("GENDERED", place, {"words": listed(one_sex)})


def double_barrelled(text: str, language: str) -> str:
    """The word that joins two statements, or nothing: a joiner with a clause behind it, or two joiners.

    "figures and dates" joins two nouns and is one thing; "I plan my week and keep to it" asks two.
    """
    language = language.partition("_")[0]
    joining, subjects = JOINING.get(language, ()), SUBJECTS.get(language, ())
    written = text.lower()
    if "and/or" in written:
        return "and/or"
    words = tokens(text)
    places = [at for at, word in enumerate(words) if word in joining and 0 < at < len(words) - 1]
    for at in places:
        if words[at + 1] in subjects or _verbal(words, at, language):
            return words[at]
    return words[places[0]] if len(places) > 1 else ""


def _verbal(words: list[str], at: int, language: str) -> bool:
    """Whether a frequent verb follows the joiner and another stands before it."""
    verbs = VERBS.get(language, ())
    if words[at + 1] not in verbs:
        return False
    return any(word in verbs for word in words[:at])
