"""Writing reduced to plain small letters, so that a name is known however it is written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Letters of other scripts that look like Latin ones (after Unicode UTS #39); capitals by their own look.
_LOOKS = dict(
    zip(
        "авекмнорстухіјѕԁһԛԝґАВЕКМНОРСТУХІЈЅԌαβεικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abekmhopctyxijsdhqwrabekmhopctyxijsgabeikvoptuxyabezhikmnoptyx",
        strict=True,
    )
)
#: Several spellings of one Arabic letter, Persian ones among them.
_ARABIC = {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": ""}
#: Letters whose plain form is two.
_DOUBLE = {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ı": "i"}
_BASE = re.compile(r"\b(?:LETTER|SYMBOL)(?: SMALL CAPITAL)?(?: [A-Z]+)? ([A-Z])(?: WITH .+)?$")
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґјљњћђџў"
_BY_SOUND = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya i i e g j lj nj c d dz u"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
_GREEK_BY_SOUND = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_LETTERS = {"ъ": "", "ь": ""} | dict(
    zip(_CYRILLIC + _GREEK, [*_BY_SOUND.split(), *_GREEK_BY_SOUND.split()], strict=True)
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it can be kept, and its plain letters with the place in it each comes from."""

    kept: str
    plain: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in ``kept`` the plain letters from ``start`` to ``end`` stand, with the marks over the last."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.kept) and unicodedata.combining(self.kept[last]):
            last += 1
        return first, last


def visible(text: str) -> str:
    """Without what cannot be seen: zero-width and control characters, which can hide a mark in a text."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in _HIDDEN)


def folded(text: str) -> Folded:
    """A text and its plain letters; a text of n characters takes n steps."""
    kept = visible(text)
    plain, places = [], []
    for place, character in enumerate(kept):
        for letter in _plain(character):
            plain.append(letter)
            places.append(place)
    return Folded(kept, "".join(plain), tuple(places))


def fold(word: str) -> str:
    """The plain letters alone."""
    return folded(word).plain


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    return "".join(_letter(one) for one in unicodedata.normalize("NFKD", character))


def _letter(one: str) -> str:
    if unicodedata.combining(one) or unicodedata.category(one) in {"Me", "Mn"}:
        return ""
    if one.isascii():
        return one.lower()
    if one in _LOOKS:
        return _LOOKS[one]
    if one in _ARABIC:
        return _ARABIC[one]
    small = one.lower()
    if small in _DOUBLE:
        return _DOUBLE[small]
    if (digit := unicodedata.decimal(one, None)) is not None:
        return str(digit)
    # small capitals, letters in circles and squares, letters with strokes: the name says which letter it is
    found = _BASE.search(unicodedata.name(one, ""))
    return found[1].lower() if found else small


def spelled(word: str) -> str:
    """A Cyrillic or Greek word in Latin letters, by sound; other letters as they are, without marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    composed = "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", word.lower()))
    return composed if composed != word.lower() else "".join(_LETTERS.get(c, c) for c in bare)
