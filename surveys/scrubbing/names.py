"""Who and what may be named in a text: the people, customers and teams of a company, ready to be looked for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveys.scrubbing.folding import fold, spelled
from surveys.scrubbing.ordinary import JOINING, ORDINARY, TRADE
from surveys.scrubbing.sounds import Sound, arabic, is_arabic, latin

NAME, CUSTOMER, TEAM = "name", "customer", "team"
#: Shortest part of a name that is looked for by itself (methods §10.5), and the shortest with an ending after it.
SHORTEST, STEM = 3, 4
#: Endings of genitives, plurals and cases in European languages, and of the forms "the Tanakas", "Tanakasche".
_ENDINGS = "sche schen scher owi owa ovi ova ovy ian ern ens ns es en em er om ou ow ov um us in ym yn s n a u e i y"
ENDINGS = tuple(_ENDINGS.split())
#: What Arabic writes in front of a word: and, so, with, to, as, the.
PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
#: Digits that look like letters; a one is an i or an l.
_LEET = (str.maketrans("01345678", "oieasgtb"), str.maketrans("01345678", "oleasgtb"))
_RUNS = re.compile(r"(.)\1+")
_PARTS = re.compile(r"[^\W_]+")
#: Scripts without spaces between words.
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿가-힯豈-﫿]")
LONGEST_UNSPACED = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is looked for, by the plain letters it is written with; built by ``known``.

    ``whole`` are names wherever they stand, ``capital`` only with a capital letter, ``beside`` only next to another
    name; values say what is put in their place. ``phrases`` begin with a word and go on with the others.
    ``sounds`` are names in Latin letters by their consonants, ``couples`` the consonants of first and last names,
    ``heard`` names in Arabic letters.
    """

    whole: Mapping[str, str]
    capital: Mapping[str, str]
    beside: frozenset[str]
    nicks: frozenset[str]
    initials: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    sounds: Mapping[str, tuple[Sound, ...]]
    heard: Mapping[str, tuple[Sound, ...]]
    couples: frozenset[tuple[str, str]]
    unspaced: Mapping[str, str]


def known(people: Iterable[str], customers: Iterable[str] = (), teams: Iterable[str] = ()) -> Known:
    """The names of a company, each as it is written in its lists; empty ones are left out."""
    whole: dict[str, str] = {}
    capital: dict[str, str] = {}
    beside, nicks, initials = set[str](), set[str](), set[str]()
    sounds: dict[str, set[Sound]] = {}
    heard: dict[str, set[Sound]] = {}
    couples = set[tuple[str, str]]()
    unspaced: dict[str, str] = {}
    phrases: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for name in people:
        if _UNSPACED.search(name):
            unspaced.update(dict.fromkeys(_unspaced(name), NAME))
        parts = words(name)
        for part in {*parts, *_pieces(name)}:
            (capital if part in ORDINARY else whole if len(part) >= SHORTEST and part not in JOINING else {})[part] = (
                NAME
            )
            if len(part) < SHORTEST or part in JOINING:
                beside.add(part)
            if is_arabic(part):
                _hear(heard, arabic(part))
            elif part.isascii():
                _hear(sounds, latin(part))
        whole.update(dict.fromkeys(_joined(parts), NAME))
        if parts:
            nicks.update(parts[0][:end] for end in range(STEM, len(parts[0]) - 1))
            initials.add("".join(part[0] for part in parts))
            spoken = [latin(part).consonants for part in (parts[0], parts[-1]) if part.isascii()]
            if len(parts) > 1 and len(spoken) > 1:
                couples |= {(spoken[0], spoken[1]), (spoken[1], spoken[0])}
    for names, tag in ((customers, CUSTOMER), (teams, TEAM)):
        for name in names:
            if _UNSPACED.search(name):
                unspaced.update(dict.fromkeys(_unspaced(name), tag))
            parts = words(name)
            own = [part for part in parts if part not in TRADE | JOINING]
            if tag == CUSTOMER:
                for part in own:
                    if len(part) >= SHORTEST and not part.isdigit():
                        (capital if part in ORDINARY else whole).setdefault(part, tag)
            least = 2 if tag == CUSTOMER and own[:1] == parts[:1] else max(2, len(parts))
            for end in range(least, len(parts) + 1):  # "Halberd Pumps" of "Halberd Pumps Holding GmbH"
                phrases.setdefault(parts[0], set()).add((tuple(parts[:end]), tag))
            if len(own) > 1:
                whole.setdefault("".join(own), tag)
    return Known(
        whole, capital, frozenset(beside), frozenset(nicks) - ORDINARY - JOINING, frozenset(initials),
        {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()},
        {key: tuple(found) for key, found in sounds.items()}, {key: tuple(found) for key, found in heard.items()},
        frozenset(couples), unspaced,
    )  # fmt: skip


def words(name: str) -> list[str]:
    """The words of a name in plain letters; what an apostrophe joins is one, what a hyphen joins are two."""
    return [part for part in _PARTS.findall(fold(re.sub(r"['’ʼ`´]", "", name)))]


def _pieces(name: str) -> Iterator[str]:
    """Further spellings of a name's words: transcribed, umlauts as two letters, apart at an apostrophe."""
    yield from _PARTS.findall(fold(name))
    yield from _PARTS.findall(fold(spelled(name)))
    german = unicodedata.normalize("NFC", name).lower()
    for mark, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
        german = german.replace(mark, letters)
    yield from _PARTS.findall(fold(german))
    yield from (once for part in words(name) if len(once := _RUNS.sub(r"\1", part)) > STEM)


def _joined(parts: list[str]) -> Iterator[str]:
    """Names written as one word, as in user names: reotanaka, tanakareo, rtanaka, tanakar."""
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        yield from (one for one in ("".join(parts), last + first, first[0] + last, last + first[0]) if len(one) > STEM)


def _unspaced(name: str) -> Iterator[str]:
    letters = re.sub(r"[\s・·]", "", fold(name))
    yield from (one for one in (letters, *re.split(r"[\s・·]+", fold(name))) if 2 <= len(one) <= LONGEST_UNSPACED)


def _hear(found: dict[str, set[Sound]], sound: Sound) -> None:
    if sound.consonants:
        found.setdefault(sound.consonants, set()).add(sound)


def spellings(word: str) -> Iterator[str]:
    """The word in plain letters and what it may be a form of: with digits for letters, doubled letters, endings."""
    yield word
    if any(c.isdigit() for c in word) and not word.isdigit():
        yield from (word.translate(table) for table in _LEET)
    once = _RUNS.sub(r"\1", word)
    if once != word and len(once) > STEM:
        yield once
    yield from (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= STEM)
    if is_arabic(word):
        yield from (word[len(one) :] for one in PREFIXES if word.startswith(one) and len(word) - len(one) >= SHORTEST)
