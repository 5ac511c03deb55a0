"""What a person can be told when something cannot be done: one class a fact, one map from fact to page."""

from typing import Any, ClassVar


class Refusal(Exception):
    """Something a person asked for that cannot be done; ``key`` finds its words in the phrases.

    Parameters
    ----------
    **values
        What the words need.
    """

    status: ClassVar[int] = 400
    key: ClassVar[str] = "refusal.generic"

    def __init__(self, **values: Any) -> None:
        super().__init__(f"{self.key} {values}" if values else self.key)
        self.values = values


class NotFound(Refusal):
    """There is no such thing, or this viewer must not know that there is."""

    status = 404
    key = "refusal.not_found"


class NotAllowed(Refusal):
    """This role may not do that."""

    status = 403
    key = "refusal.not_allowed"


class LinkUnknown(Refusal):
    """The token opens nothing: mistyped, cut off or tampered with."""

    status = 404
    key = "refusal.link_unknown"


class LinkWithdrawnOrExpired(Refusal):
    """The link was good once."""

    status = 410
    key = "refusal.link_over"


class Conflict(Refusal):
    """The thing changed in the meantime, or is past changing; ``key`` given by subclasses."""

    status = 409
    key = "refusal.conflict"
