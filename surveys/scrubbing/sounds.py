"""Does an Arabic word sound like a name in Latin letters? Consonants compared, and vowels where Arabic writes them."""

import re
import unicodedata
from dataclasses import dataclass

_ARABIC = dict(
    zip(
        "بپتطثجچحخدضذزژظرسصشفڤقغكگلمنه",
        "bbtttjcHxdddzzzrssCffkgkglmnh",
        strict=True,
    )
)
_LONG = {"ا": "a", "و": "u", "ي": "i"}
_SILENT = "عءئؤ"
#: Latin spellings to the same letters, longer ones first.
_LATIN = (
    ("sch", "C"), ("tch", "c"), ("sh", "C"), ("ch", "C"), ("kh", "x"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("v", "f"), ("p", "b"), ("e", "i"), ("y", "i"),
    ("o", "u"), ("w", "u"),
)  # fmt: skip
#: Sounds that one of the two scripts does not tell apart.
_ALIKE = str.maketrans({"H": "h", "x": "h", "C": "s", "c": "s", "g": "j", "z": "d"})
_VOWELS = frozenset("aiu")


@dataclass(frozen=True, slots=True)
class Sound:
    """The consonants of a word, and the vowels written before, between and after them."""

    consonants: str
    vowels: tuple[frozenset[str], ...]

    @property
    def written(self) -> int:
        """How many vowels between consonants are written."""
        return sum(map(bool, self.vowels[1:-1]))

    def of(self, latin: "Sound") -> bool:
        """Whether this Arabic word may be that Latin one: each long vowel it writes is there."""
        pairs = list(zip(self.vowels, latin.vowels, strict=True))
        return all(written <= spoken for written, spoken in pairs[1:-1])


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters."""
    return any("؀" <= c <= "ۿ" or "ݐ" <= c <= "ݿ" for c in word)


def arabic(word: str) -> Sound:
    """How a word in Arabic letters sounds, as far as it is written."""
    return _sound("".join(_ARABIC.get(c, _LONG.get(c, "" if c in _SILENT else c)) for c in word))


def latin(word: str) -> Sound:
    """How a word in plain Latin letters would be written in Arabic."""
    for spelling, letter in _LATIN:
        word = word.replace(spelling, letter)
    return _sound(re.sub(r"(?<=[aiu])h(?![aiu])", "", word))


def _sound(letters: str) -> Sound:
    consonants: list[str] = []
    vowels = [set[str]()]
    for letter in unicodedata.normalize("NFC", letters).translate(_ALIKE):
        if letter in _VOWELS:
            vowels[-1].add(letter)
        elif not consonants or consonants[-1] != letter or vowels[-1]:
            consonants.append(letter)
            vowels.append(set())
    return Sound("".join(consonants), tuple(frozenset(one) for one in vowels))
