"""How hard is a text to read?

Sources
-------
Flesch (1948), Journal of Applied Psychology 32, 221-233: reading ease = 206.835 − 1.015 words/sentence − 84.6
syllables/word. Kincaid, Fishburne, Rogers & Chissom (1975): grade = 0.39 words/sentence + 11.8 syllables/word − 15.59.
Amstad (1978) for German: 180 − words/sentence − 58.5 syllables/word. Fernández Huerta (1959) for Spanish, as corrected
by Law: 206.84 − 1.02 words/sentence − 60 syllables/word.
"""

import re
from dataclasses import dataclass

from surveys.lint.lexicon import sentences, tokens

_VOWELS = {"en": "aeiouy", "de": "aeiouyäöü", "es": "aeiouáéíóúü"}
#: words/sentence and syllables/word weigh so much against the constant
_EASE = {"en": (206.835, 1.015, 84.6), "de": (180.0, 1.0, 58.5), "es": (206.84, 1.02, 60.0)}
#: The e nobody hears: make, jumped, comes; not table, wanted, boxes.
_SILENT = re.compile(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouysxzcg]es$(?<!ches)(?<!shes)")
#: Two vowels that are two syllables: radio, idea; not nation, social.
_HIATUS = re.compile(r"[^aeioutcsg]i[aou](?!us$)|dea$|rea$")
_DIPHTHONGS_ES = re.compile(r"[iuü]?[aeoáéó][iuy]?|[iu]+[aeoáéóiuíú]?|[íú]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading ease (100 very easy, 0 very hard), the years of school it takes for English, and on how many words."""

    ease: float
    grade: float | None
    words: int


def reading(texts: list[str], language: str) -> Reading | None:
    """How hard the texts are; None for a language without a published formula, or without words."""
    language = language.partition("_")[0]
    parts = [sentence for text in texts for sentence in (sentences(text))]
    words = [word for part in parts for word in tokens(part)]
    if language not in _EASE or not words:
        return None
    length = len(words) / len(parts)
    syllables = sum(syllable_count(word, language) for word in words) / len(words)
    constant, per_sentence, per_word = _EASE[language]
    ease = constant - per_sentence * length - per_word * syllables
    grade = 0.39 * length + 11.8 * syllables - 15.59 if language == "en" else None
    return Reading(ease, grade, len(words))


def syllable_count(word: str, language: str) -> int:
    """Groups of vowels, less the silent e of English; right for about nine words in ten."""
    if language == "es":
        return max(1, len(_DIPHTHONGS_ES.findall(word)))
    vowels = _VOWELS[language]
    groups = len(re.findall(rf"[{vowels}]+", word))
    if language == "en":
        groups += bool(_HIATUS.search(word)) - bool(_SILENT.search(word))
    return max(1, groups)
