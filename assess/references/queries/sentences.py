"""What of the referees' own words may be shown: from five writers on, without names and addresses, in no order."""

import hashlib
import re
from collections.abc import Collection

from scoring.policy import judgement

_ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\+?\d[\d\s()./-]{6,}\d")
#: Shorter names are words too often.
SHORTEST_NAME = 3
HIDDEN = "[…]"


def showable(written: Collection[str], names: Collection[str]) -> tuple[str, ...]:
    """The sentences, screened and in the order of their hashes; none at all from fewer writers than policy asks for."""
    kept = [text for text in written if text.strip()]
    if judgement("reference_sentences", writers=len(kept)).status == "refused":
        return ()
    return tuple(sorted((screened(text, names) for text in kept), key=_place))


def screened(text: str, names: Collection[str]) -> str:
    """The text without mail and web addresses, telephone numbers, and names of referees."""
    text = _ADDRESSES.sub(HIDDEN, text)
    for part in sorted({part for name in names for part in name.split() if len(part) >= SHORTEST_NAME}, key=len)[::-1]:
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text


def _place(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
