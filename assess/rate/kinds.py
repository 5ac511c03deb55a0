"""What may a column of a firm's file be: a result, a circumstance, a test, or none? Guessed by name, and said."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assess.rate.sheets import is_protected
from assess.uploads.cells import bare


class Kind(StrEnum):
    """What a column is taken for; ``unclear`` is shown beside the results and enters nothing."""

    PERSON = "person"
    PERIOD = "period"
    CURRENCY = "currency"
    RESULT = "result"
    QUOTA = "quota"
    CIRCUMSTANCE = "circumstance"
    SCORE = "score"
    UNCLEAR = "unclear"
    WORDS = "words"
    CONSTANT = "constant"
    EMPTY = "empty"
    PROTECTED = "protected"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Taken:
    """A column of the file, what it is taken for, and whether somebody said so."""

    name: str
    kind: Kind
    said: bool = False
    lower: bool = False


#: Beginnings of words in names, in English, German and Spanish; the first kind with a match holds.
_STEMS: tuple[tuple[Kind, str], ...] = (
    (Kind.SCORE,
     "test aptitud assessment iq reasoning creat mech abstr verbal numeric math cognit intelligen personalit "
     "conscientious extravers extrovers neurotic openness agreeab emotional integrity empath motivat ambition "
     "judgement judgment trait big5 ocean score eignung persönlichkeit gewissenhaft punkte inteligencia personalidad"),
    (Kind.QUOTA, "quota target goal plan budget soll ziel vorgabe cuota objetivo meta"),
    (Kind.CIRCUMSTANCE,
     "potential poten territor account acct customers kunden clientes work load time tenure month experience years "
     "seniority service advert adv competit inherit population market area distance travel headcount support "
     "opportunit potenzial gebiet konten dauer erfahrung dienst werbung wettbewerb zona antigüedad "
     "experiencia publicidad"),
    (Kind.RESULT,
     "sale sold revenue turnover booking premium commission profit margin growth attainment unit order deal closed won "
     "win contract policies new income volume gross gbv arr mrr acv retention renewal nps satisfaction csat churn "
     "complaint refund return cancel lapse clawback discount result kpi amount customer umsatz absatz ertrag gewinn "
     "provision abschl auftr prämie stück ventas ingreso venta comision pedido"),
)  # fmt: skip
_WORSE = "churn complaint refund return cancel lapse clawback discount cost days cycle error beschwerde storno queja"
_NAMES = {
    Kind.PERSON: "id person employee rep agent salesperson salesrep seller name code nr no number personid employeeid "
    "repid agentid mitarbeiter verkäufer vendedor empleado",
    Kind.PERIOD: "period month quarter year date monat quartal jahr datum mes trimestre fecha",
    Kind.CURRENCY: "currency curr währung moneda",
}
#: What people judge or decide about somebody: neither a result nor a test.
_JUDGED = "rating rated performance rank promoted evaluation appraisal bonus salary pay beurteilung gehalt share change"
_PART = re.compile(r"[A-ZÄÖÜ]?[a-zäöüñáéíóúß]+|[A-ZÄÖÜÑ]+(?![a-zäöüñ])|[0-9]+")


def words(name: str) -> list[str]:
    """The words of a column's name, small: ``NewAccounts_2025 (USD)`` has new, accounts, 2025 and usd."""
    return [part.casefold() for part in _PART.findall(name)]


def guessed(name: str) -> Kind:
    """What a column of numbers is by its name alone."""
    parts = words(name)
    if _has(parts, "attainment"):
        return Kind.RESULT
    if _has(parts, _JUDGED) and not _has(parts, "customer satisfaction sale revenue profit"):
        return Kind.UNCLEAR
    for kind, stems in _STEMS:
        if _has(parts, stems):
            # accounts that are there are a circumstance, those that were won are a result
            won = kind is Kind.CIRCUMSTANCE and _has(
                parts, "new won sale revenue growth closed rate satisfaction profit"
            )
            return Kind.RESULT if won else kind
    return Kind.UNCLEAR


def is_potential(name: str) -> bool:
    """Whether a column says what a territory holds."""
    return _has(words(name), "potential poten potenzial account acct kunden")


def is_worse(name: str) -> bool:
    """Whether more of a result of this name is taken to be worse."""
    return _has(words(name), _WORSE)


def may_be(kind: Kind, name: str) -> bool:
    """Whether a column's name could be that of people, periods or currencies."""
    parts = words(name)
    return any(bare(name) in (one, f"{one}s") or one in parts for one in _NAMES[kind].split())


def only_people(name: str) -> bool:
    """Whether a column's name is made of nothing but words for people and ids."""
    return bool(words(name)) and all(one in _NAMES[Kind.PERSON].split() for one in words(name))


def kinds(numbers: Collection[str], said: Mapping[str, Kind], lower: Collection[str]) -> dict[str, Taken]:
    """Every column of numbers; what is said overrules what is guessed, save for what is protected."""
    found = {}
    for name in numbers:
        kind = Kind.PROTECTED if is_protected(name) else said.get(name, guessed(name))
        worse = kind is Kind.RESULT and (name in lower or is_worse(name))
        found[name] = Taken(name, kind, name in said and kind is not Kind.PROTECTED, worse)
    return found


def _has(parts: Collection[str], stems: str) -> bool:
    """Whether a word begins with one of the stems; stems of three letters and less must be the whole word."""
    return any(part == stem or (len(stem) > 3 and part.startswith(stem)) for stem in stems.split() for part in parts)
