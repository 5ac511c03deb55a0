"""One thing that waits for somebody, and where such things come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.models import Account


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: ``key`` chooses its words, ``about`` names what it is about, ``n`` is how many are meant."""

    key: str
    endpoint: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    n: int = 1
    since: datetime | None = None


#: Whose roles it is for, and what waits for one of them.
Source = tuple[frozenset[Role], Callable[[Session, Account], Iterable[Waiting]]]
