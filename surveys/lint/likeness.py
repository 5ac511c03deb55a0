"""Which items say the same twice?

Sets of words are compared by Jaccard's index; pairs that cannot reach it are never looked at (prefix filter of Bayardo,
Ma & Srikant 2007), so that 5,000 items take no longer than a page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from surveys.definition import Instrument
from surveys.items import GENERATORS
from surveys.lint.advice import Advice
from surveys.lint.lexicon import tokens

RULES = ("SAME_ITEM", "NEAR_ITEM")
LEAST = 0.8
FEWEST_WORDS = 4


def advice(instrument: Instrument) -> Iterator[Advice]:
    """Items that repeat an earlier one, word by word or nearly."""
    # what a generated item asks is drawn for everybody anew, under the same words
    items = [item for item in instrument.items.values() if item.kind not in GENERATORS]
    written = {item.code: " ".join(tokens(item.text)) for item in items}
    first: dict[tuple[str, object], str] = {}
    alike: set[str] = set()
    for item in items:
        # a pair "most" and "least" asks two things about the same situation
        key = (written[item.code], (item.options, item.image, item.level))
        if written[item.code] and key in first:
            alike.add(item.code)
            yield Advice("SAME_ITEM", f"item {item.code}", {"other": first[key]})
        first.setdefault(key, item.code)
    for code, other in _near({code: words for code, words in written.items() if code not in alike}):
        if instrument.items[code].kind == instrument.items[other].kind == "likert":
            yield Advice("NEAR_ITEM", f"item {code}", {"other": other})


def _near(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    sets = {code: frozenset(text.split()) for code, text in written.items()}
    often = Counter(word for words in sets.values() for word in words)
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for code, words in sets.items():
        if len(words) < FEWEST_WORDS:
            continue
        rarest = sorted(words, key=lambda word: (often[word], word))
        prefix = rarest[: len(words) - int(-(-LEAST * len(words) // 1)) + 1]
        candidates = {other: None for word in prefix for other in seen[word]}
        for other in candidates:
            if len(words & sets[other]) / len(words | sets[other]) >= LEAST:
                yield code, other
                break
        for word in prefix:
            seen[word].append(code)
