"""Names that other programs take, as the codes that are allowed here, each once."""

import re
import unicodedata

from surveys.bank.checks import RESERVED

LONGEST = 60
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Codes:
    """Hands out codes of one sort; the same name twice gives two codes."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        self.given: set[str] = set()

    def allowed(self, name: str) -> str:
        """The name itself where it may be a code and is free, otherwise the nearest that is."""
        code = name if self._fits(name) else self._near(name)
        number = 2
        stem = code[: LONGEST - 6].rstrip("_")
        while code in self.given or code in RESERVED:
            code = f"{stem}_{number}"
            number += 1
        self.given.add(code)
        return code

    @staticmethod
    def _fits(name: str) -> bool:
        return len(name) <= LONGEST and _CODE.fullmatch(name) is not None

    def _near(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name[: 4 * LONGEST]).encode("ascii", "ignore").decode().lower()
        code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        if not code[:1].isalpha():
            code = f"{self.sort}_{code}" if code else self.sort
        return code[:LONGEST].rstrip("_")
