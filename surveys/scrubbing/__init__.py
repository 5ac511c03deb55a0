"""What is taken out of free text before anybody keeps it (methods §10.5): who and what is named, addresses, amounts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from surveys.scrubbing.folding import Folded, folded, spelled
from surveys.scrubbing.names import LONGEST_UNSPACED, NAME, SHORTEST, STEM, Known, known, spellings
from surveys.scrubbing.ordinary import JOINING, ORDINARY
from surveys.scrubbing.patterns import PATTERNS
from surveys.scrubbing.sounds import arabic, is_arabic, latin

__all__ = ["Known", "Scrubbed", "known", "scrubbed"]

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"\[(?:name|customer|team|email|link|phone|amount|number)\]")
#: Single letters one after the other: "T a n a k a", "T.a.n.a.k.a".
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]{1,3}){2,60}[^\W_](?![^\W_])")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
#: So much may stand between two parts of one name, and so many parts may be put together.
GAP, PARTS = 3, 3
#: Letters a name written in pieces must have in all.
PIECED = 5
#: Consonants an Arabic spelling must share with a name to be taken for it without the rest of the name beside it;
#: two long vowels count like one.
HEARD = 4


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What may be kept, and how many of which kind were taken out: name, customer, team, email, link, phone, …"""

    text: str
    taken: Counter[str]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    plain: str
    capital: bool


def scrubbed(text: str, names: Known) -> Scrubbed:
    """The text with bracket tags for what could tell who wrote it or is meant; scrubbing it again changes nothing.

    A text of n characters takes of the order of n steps whatever is in it. What nobody can list stays: nicknames,
    misspellings, "the one with the red car"; a person looks at it a second time.
    """
    found = folded(text)
    taken = bytearray(len(found.plain))
    spans: list[tuple[int, int, str]] = []

    def take(start: int, end: int, tag: str) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            spans.append((start, end, tag))

    for match in _TAG.finditer(found.plain):
        taken[match.start() : match.end()] = b"\1" * len(match[0])
    for tag, pattern in PATTERNS:
        for match in pattern.finditer(found.plain):
            take(match.start(), match.end(), tag)
    for start, end, tag in _named(found, names, taken):
        take(start, end, tag)
    return _replaced(found, sorted(spans))


def _replaced(found: Folded, spans: list[tuple[int, int, str]]) -> Scrubbed:
    out: list[str] = []
    place, last = 0, ""
    taken = Counter[str]()
    for start, end, tag in spans:
        first, after = found.span(start, end)
        between = found.kept[place:first]
        if not (last == tag == NAME and out and re.fullmatch(r"[\s.'’-]{0,2}", between) and "\n" not in between):
            out += [between, f"[{tag}]"]
            taken[tag] += 1
        place, last = after, tag
    out.append(found.kept[place:])
    return Scrubbed(re.sub(r"[^\S\n]{2,}", " ", "".join(out)).strip(), taken)


def _named(found: Folded, names: Known, taken: bytearray) -> Iterator[tuple[int, int, str]]:
    """Spans of names, longest first where several begin in one place; they may overlap."""
    listed = [
        _word(found, match) for match in _WORD.finditer(found.plain) if not any(taken[match.start() : match.end()])
    ]
    yield from _in_phrases(found, names, listed)
    yield from _in_spaced(found, names)
    hits = {place: tag for place, word in enumerate(listed) if (tag := _tag(found, names, word))}
    hits |= _heard_together(names, listed)
    for place in range(len(listed)):
        for count in range(2, PARTS + 1):
            parts = listed[place : place + count]
            if len(parts) == count and _together(found, parts) and (tag := _pieced(names, parts)):
                yield parts[0].start, parts[-1].end, tag
    hits |= _beside(found, names, listed, hits)
    for place, tag in sorted(hits.items()):
        yield listed[place].start, listed[place].end, tag
    yield from _unspaced(found, names)
    for word in listed:
        yield from _humped(found, names, word)


def _word(found: Folded, match: re.Match[str]) -> _Word:
    first = found.kept[found.places[match.start()]]
    return _Word(match.start(), match.end(), match[0], not first.islower())


def _tag(found: Folded, names: Known, word: _Word) -> str:
    """What a word by itself is: a name, a customer, or nothing (empty)."""
    forms = list(spellings(word.plain))
    written = found.kept[slice(*found.span(word.start, word.end))]
    if not written.isascii():
        forms += spellings(spelled(written))
    for form in forms:
        if len(form) >= SHORTEST and (tag := names.whole.get(form)):
            return tag
    if word.capital:
        for form in forms:
            if tag := names.capital.get(form):
                return tag
        if word.plain in names.nicks and not word.plain.isdigit():
            return NAME
    if is_arabic(word.plain):
        return NAME if ORDINARY.isdisjoint(forms) and any(_alike(names, form, HEARD) for form in forms) else ""
    # a Latin spelling of a name the company keeps in Arabic letters
    spoken = latin(word.plain)
    kept = names.heard.get(spoken.consonants, ()) if len(spoken.consonants) >= HEARD else ()
    return NAME if any(one.of(spoken) for one in kept) else ""


def _alike(names: Known, word: str, least: int) -> bool:
    sound = arabic(word)
    enough = len(sound.consonants) >= min(least, 3) and len(sound.consonants) + sound.written // 2 >= least
    spoken = names.sounds.get(sound.consonants, ()) if enough else ()
    return any(sound.of(one) for one in spoken)


def _heard_together(names: Known, listed: list[_Word]) -> dict[int, str]:
    """First and last name of one person in Arabic letters side by side, however short each is."""
    sounds = [
        [form for form in spellings(word.plain) if _alike(names, form, 1)] if is_arabic(word.plain) else []
        for word in listed
    ]
    return {
        place + step: NAME
        for place, (one, other) in enumerate(pairwise(sounds))
        if any((arabic(a).consonants, arabic(b).consonants) in names.couples for a in one for b in other)
        for step in (0, 1)
    }


def _together(found: Folded, parts: list[_Word]) -> bool:
    gaps = (found.plain[one.end : other.start] for one, other in pairwise(parts))
    return all(len(gap) <= GAP and "\n" not in gap for gap in gaps)


def _pieced(names: Known, parts: list[_Word]) -> str:
    """A name written in pieces ("Tan aka", "Tan-aka"), unless every piece is a word of its own."""
    joined = "".join(part.plain for part in parts)
    if len(joined) < PIECED or all(part.plain in ORDINARY or part.plain in JOINING for part in parts):
        return ""
    return names.whole.get(joined, "")


def _beside(found: Folded, names: Known, listed: list[_Word], hits: dict[int, str]) -> dict[int, str]:
    """Initials, short names and joining words that stand next to a name."""
    more: dict[int, str] = {}
    for place, tag in hits.items():
        if tag != NAME:
            continue
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(listed) and at not in hits and at not in more:
                pair = [listed[at], listed[at - step]] if step < 0 else [listed[at - step], listed[at]]
                if not (_together(found, pair) and _belongs(names, listed[at], found, step)):
                    break
                more[at] = NAME
                at += step
    return more


def _belongs(names: Known, word: _Word, found: Folded, step: int) -> bool:
    if not word.capital:
        # "van der" stands in front of a name; after one such a word is an ordinary one
        return word.plain in names.capital or (word.plain in names.beside and (step < 0 or word.plain not in JOINING))
    if len(word.plain) == 1:
        dotted = found.plain[word.end : word.end + 1] == "."
        return word.plain.isalpha() and (dotted or word.plain != "i")
    return word.plain in names.beside or word.plain in names.capital


def _in_phrases(found: Folded, names: Known, listed: list[_Word]) -> Iterator[tuple[int, int, str]]:
    for place, word in enumerate(listed):
        for sequence, tag in names.phrases.get(word.plain, ()):
            parts = listed[place : place + len(sequence)]
            if tuple(part.plain for part in parts) == sequence and _together(found, parts):
                yield parts[0].start, parts[-1].end, tag
                break


def _in_spaced(found: Folded, names: Known) -> Iterator[tuple[int, int, str]]:
    """Names in letters set apart, and a person's initials in capitals with dots."""
    for match in _SPACED.finditer(found.plain):
        letters = "".join(_WORD.findall(match[0]))
        windows = (letters[at : at + size] for at in range(len(letters)) for size in range(STEM, 21))
        tag = next((names.whole[one] for one in windows if one in names.whole), "")
        if tag or names.whole.get(letters):
            yield match.start(), match.end(), tag or names.whole[letters]
    for match in re.finditer(r"(?<![\w.])(?:[^\W\d_]\.\s?){2,3}(?!\w)", found.plain):
        letters = "".join(_WORD.findall(match[0]))
        written = found.kept[slice(*found.span(match.start(), match.end()))]
        if letters in names.initials and written.upper() == written:
            yield match.start(), match.start() + len(match[0].rstrip()), NAME


def _unspaced(found: Folded, names: Known) -> Iterator[tuple[int, int, str]]:
    if names.unspaced:
        for size in range(LONGEST_UNSPACED, 1, -1):
            for start in range(len(found.plain) - size + 1):
                if tag := names.unspaced.get(found.plain[start : start + size]):
                    yield start, start + size, tag


def _humped(found: Folded, names: Known, word: _Word) -> Iterator[tuple[int, int, str]]:
    """Names inside a word of several capitals (#TanakaRocks)."""
    first, last = found.span(word.start, word.end)
    written = found.kept[first:last]
    if len(written) != word.end - word.start:
        return
    cuts = [0, *(match.start() for match in _CAMEL.finditer(written)), len(written)]
    for start, end in pairwise(cuts):
        if len(cuts) > 2 and (tag := names.whole.get(word.plain[start:end])):
            yield word.start + start, word.start + end, tag
