"""Signs that a reference may not be what it seems: reasons to look or to ask, never a score and never a rejection.

Each of them has innocent explanations. They are told of a check and not of a referee, and no sign rests on ratings:
that two rated alike would, beside the means, tell what they said.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from itertools import combinations

from assess.references.models import Referee, ReferenceCheck

TIERS = ("none", "look", "ask")
#: Each sign with how far it goes.
SIGNS: Mapping[str, str] = {
    "free_mail": "look",
    "candidates_company": "look",
    "other_relation": "look",
    "other_length": "look",
    "together": "look",
    "quick": "look",
    "referees_network": "look",
    "candidates_network": "ask",
    "candidates_browser": "ask",
    "referees_browser": "ask",
    "same_words": "ask",
}
#: Signs that are known from what the candidate wrote, before anybody answered.
FROM_NAMES = ("free_mail", "candidates_company")
#: Mail that anybody can open under any name.
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.de", "hotmail.es", "live.com", "msn.com",
    "yahoo.com", "yahoo.de", "yahoo.es", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net",
    "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com", "mail.ru", "yandex.com",
    "proton.me", "protonmail.com", "tutanota.com", "zoho.com", "fastmail.com", "qq.com", "163.com", "orange.fr",
    "free.fr", "laposte.net", "libero.it", "terra.es",
})  # fmt: skip
#: Two who hand in so close to each other may be one; a question read takes longer than this.
TOGETHER = timedelta(minutes=2)
QUICK = timedelta(seconds=3)
#: A sentence shorter than this may be alike by chance.
LONG_ENOUGH = 20


def network_class(address: str) -> str:
    """The network an address is in: /24 of IPv4, /48 of IPv6; empty for what is no address of the internet.

    Behind a proxy that is not among the trusted ones everybody would come from the proxy's own, private address.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if not known.is_global:
        return ""
    return str(ip_network((known, 24 if isinstance(known, IPv4Address) else 48), strict=False))


def trace(secret: str, check_id: int, address: str) -> str:
    """What stands for a network within one check (HMAC-SHA256, hex): two checks cannot be compared by it."""
    network = network_class(address)
    return hmac.new(secret.encode(), f"{check_id}:{network}".encode(), hashlib.sha256).hexdigest() if network else ""


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses end in one mailbox: capitals, what follows a plus, and dots at Google do not count."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if domain in {"gmail.com", "googlemail.com"}:
        return local.replace(".", ""), "gmail.com"
    return local, domain


def of_names(check: ReferenceCheck) -> list[str]:
    """The signs there are in what the candidate wrote."""
    own = _domain(check.application.candidate.email)
    domains = [_domain(one.email) for one in check.referees]
    found = {"free_mail"} if any(one in FREE_MAIL for one in domains) else set()
    if own not in FREE_MAIL and own in domains:
        found.add("candidates_company")
    return _in_order(found)


def of_answers(check: ReferenceCheck, questions: int, words: Mapping[int, str]) -> list[str]:
    """Every sign of a check that closes: of who answered which number of questions when, and in which words."""
    done = [one for one in check.referees if one.submitted_at is not None]
    found = set(of_names(check)) | {sign for one in check.referees for sign in one.signs}
    if any(one.said_relation != one.relation for one in done):
        found.add("other_relation")
    if any(one.said_length != one.length for one in done):
        found.add("other_length")
    if any(_quick(one, questions) for one in done):
        found.add("quick")
    if check.network and any(one.network == check.network for one in done):
        found.add("candidates_network")
    for one, other in combinations(done, 2):
        found |= _of_two(one, other, words)
    return _in_order(found)


def _quick(one: Referee, questions: int) -> bool:
    return bool(one.submitted_at and one.begun_at and one.submitted_at - one.begun_at < QUICK * questions)


def _of_two(one: Referee, other: Referee, words: Mapping[int, str]) -> set[str]:
    found = set()
    if one.submitted_at and other.submitted_at and abs(one.submitted_at - other.submitted_at) < TOGETHER:
        found.add("together")
    if one.network and one.network == other.network:
        found.add("referees_network")
    said = " ".join(words.get(one.id, "").casefold().split())
    if len(said) >= LONG_ENOUGH and said == " ".join(words.get(other.id, "").casefold().split()):
        found.add("same_words")
    return found


def tier(signs: Sequence[str]) -> str:
    """How far the signs go: none, look or ask."""
    return max((SIGNS[sign] for sign in signs), key=TIERS.index, default="none")


def _domain(address: str) -> str:
    return address.strip().lower().rpartition("@")[2]


def _in_order(found: set[str]) -> list[str]:
    return [sign for sign in SIGNS if sign in found]
