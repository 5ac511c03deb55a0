"""Addresses, links, numbers and amounts in plain letters, as expressions of bounded length."""

import re

from scoring.money import CURRENCIES, SIGNS

EMAIL, LINK, PHONE, AMOUNT, NUMBER = "email", "link", "phone", "amount", "number"

_AT = r"(?:\s?@\s?|\s?[(\[{<]\s?(?:at|arroba|ät)\s?[)\]}>]\s?|\sat\s|\sarroba\s)"
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:dot|punkt|punto)\s?[)\]}>]\s?|\s(?:dot|punkt|punto)\s)"
_PART = r"[\w+-]{1,64}"
_ENDS = "com|org|net|edu|gov|int|info|biz|io|ai|app|dev|co|eu|uk|us|de|at|ch|fr|es|it|nl|be|pl|cz|se|no|dk|fi|pt|ie|" \
    "ru|ua|tr|ae|sa|eg|jp|cn|in|au|ca|br|mx|example|test|local|online|site|cloud|tech|me|tv"  # fmt: skip
_WORDS = (
    "euros?|dollars?|bucks|pounds?|quid|sterling|francs?|franken|yen|yuan|rupees?|rupien|pesos?|libras?|dolares|"
    "francos?|kronen|kroner?|kronor|zloty|forint|lira|dirhams?|riyals?|rials?|shekels?|rands?|reais|"
    "يورو|دولار|دولارات|جنيه|درهم|ريال|دينار|ليره"
)
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True) if not sign.isalpha() or sign == "zł")
_CODES = "|".join(sorted(CURRENCIES - {"ALL", "TOP", "TRY", "CUP", "LAK", "MOP"})).lower()
_FIGURE = r"\d(?:[.,'’\s]?\d){0,24}"
_TIMES = (
    r"(?:\s?(?:k|m|mm|mn|mio|mrd|bn|tsd|mil|million(?:en|s)?|millones|thousand|tausend|billion(?:s)?|مليون|الف)\b\.?)?"
)
_MONEY = rf"(?:(?:{_SIGN}|[\$\u00a3\u00a5\u20a0-\u20cf])|\b(?:{_CODES}|{_WORDS})\b)"

#: In the order in which they are looked for; what one has found the next leaves alone.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (EMAIL, re.compile(rf"\b{_PART}(?:{_DOT}{_PART}){{0,4}}{_AT}{_PART}(?:{_DOT}{_PART}){{1,4}}")),
    (EMAIL, re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}")),
    ("name", re.compile(r"(?<!\w)@\w[\w.-]{1,64}")),
    (LINK, re.compile(r"\b(?:https?|ftp|file|tel|mailto)\s?:\s?/{0,3}\S{1,2000}|\bwww\.\S{1,2000}")),
    (LINK, re.compile(rf"\b(?:[\w-]{{1,63}}\.){{1,5}}(?:{_ENDS})\b(?!\w)(?:[:/?#]\S{{0,2000}})?")),
    (LINK, re.compile(r"\\\\[^\s\\]{1,64}(?:\\[^\s\\]{0,64}){1,20}|\b[a-z]:\\\S{1,500}")),
    (LINK, re.compile(r"(?<!\w)/(?:home|users)/\S{1,500}")),
    (AMOUNT, re.compile(rf"{_MONEY}\s?{_FIGURE}{_TIMES}")),
    (AMOUNT, re.compile(rf"{_FIGURE}{_TIMES}\s?{_MONEY}")),
    (NUMBER, re.compile(r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){2,8}(?:\s?[a-z0-9]{1,3})?\b")),  # IBAN
    (PHONE, re.compile(r"(?<!\w)(?:\+|\(?0)\d?(?:[\s()./-]{0,3}\d){5,18}(?!\w)")),
    (NUMBER, re.compile(r"(?<!\w)(?:[a-z]{1,6}[#_/-]?|#\s?|n[or]\.?\s?)(?!(?:19|20)\d\d(?!\d))\d{4,20}(?!\w)")),
    (NUMBER, re.compile(r"(?<!\w)(?!(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d(?!\d))\d(?:[\s./-]?\d){5,30}(?!\w)")),
)  # fmt: skip
