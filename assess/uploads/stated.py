"""Which number did somebody mean who wrote "about 45" or "$7.5 million"? What could be two numbers is none."""

import re
from dataclasses import dataclass

from scoring.money import CURRENCIES, SIGNS

_SCALES = {
    1e3: ("k", "thousand", "tsd", "mil"),
    1e6: ("m", "mn", "mm", "mio", "million", "millions", "millionen", "millones", "mill", "مليون"),
    1e9: ("b", "bn", "billion", "mrd", "milliarden"),
}  # fmt: skip
_FACTORS = {word: factor for factor, words in _SCALES.items() for word in words}
#: Words that say the number is no exact one; what they leave is the number that was meant.
_HEDGES = (
    "about|around|approx|approximately|roughly|circa|ca|some|nearly|almost|over|more than|just under|under|close to|"
    "rund|etwa|ungefähr|knapp|gut|unos|unas|cerca de|aproximadamente|alrededor de|حوالي"
)
_HEDGE = re.compile(rf"^(?:[~≈+±]|(?:{_HEDGES})\b\.?)\s*", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?P<number>[0-9][0-9.,'’\u00a0\u202f ]*|[.,][0-9]+)\s*(?P<scale>[^\W\d_]*)\.?\s*(?P<rest>.*)", re.DOTALL
)
_GROUPS = re.compile(r"[0-9]{1,3}(?P<mark>[.,'’\u00a0\u202f ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the currency it was said in, "" for none."""

    value: float
    currency: str = ""


def amount(text: str) -> Amount | None:
    """The one number in a few words; None where there is none, or where it could be two.

    Examples
    --------
    >>> amount("about 45").value, amount("$7.5M"), amount("rund 7,5 Mio. €")
    (45.0, Amount(value=7500000.0, currency='USD'), Amount(value=7500000.0, currency='EUR'))
    >>> amount("40 to 50") is None and amount("some") is None
    True
    """
    words, currency = _without_currency(text.strip())
    while found := _HEDGE.match(words):
        words = words[found.end() :]
    words, sign = _without_currency(words)
    parts = _WHOLE.fullmatch(words.strip())
    if parts is None or re.search(r"[0-9]", parts["rest"]):
        return None
    scale = parts["scale"].casefold()
    known = scale in _FACTORS
    value = _number(parts["number"].strip(), scaled=known)
    if value is None:
        return None
    return Amount(value * (_FACTORS[scale] if known else 1.0), currency or sign or _mentioned(words))


def _without_currency(words: str) -> tuple[str, str]:
    """The words without a currency at either end, and which it was."""
    lowered = words.casefold()
    for sign, code in SIGNS.items():
        if lowered.startswith(sign):
            return words[len(sign) :].strip(), code
        if lowered.endswith(sign):
            return words[: -len(sign)].strip(), code
    for code in (words[:3].upper(), words[-3:].upper()):
        if code in CURRENCIES and len(words) > len(code):
            rest = words[3:] if words[:3].upper() == code else words[:-3]
            if rest[:1].isspace() or rest[-1:].isspace() or rest[:1].isdigit() or rest[-1:].isdigit():
                return rest.strip(), code
    return words, ""


def _mentioned(words: str) -> str:
    """A currency named after the number, as in "7.5M USD a year"."""
    return next((word for word in re.findall(r"\b[A-Z]{3}\b", words) if word in CURRENCIES), "")


def _number(text: str, scaled: bool) -> float | None:
    """Digits with their marks; None where one mark may part thousands or decimals."""
    if _GROUPS.fullmatch(text):
        single = len(re.findall(r"[.,]", text)) == 1
        # 7.500 Mio. is seven and a half of them or seven and a half thousand
        return None if scaled and single else float(re.sub(r"[^0-9]", "", text))
    plain = re.sub(r"['’\u00a0\u202f ]", "", text)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return float(plain)
    whole, fraction = plain[:last], plain[last + 1 :]
    if plain[last] in whole or not fraction.isdigit():
        return None
    return float(f"{re.sub('[.,]', '', whole) or '0'}.{fraction}")
