"""A field whose answer several controls make up together: ticked boxes, a best and a worst, one place for each."""

from collections.abc import Callable, Collection
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput


class Parts(Field):
    """Takes what the controls ``<code>``, ``<code>__1``, ``<code>__2`` … sent, joined by commas, in one writing.

    Attributes
    ----------
    data : str
        The answer as it is stored, or what was sent where that is no answer.
    ticked : frozenset of str
        The values of the controls that are on.
    """

    #: Where no partial draws the controls, the stored writing can be read and typed.
    widget = TextInput()

    def __init__(
        self,
        label: str,
        *,
        joined: Callable[[str], str],
        ticks: Callable[[str], Collection[str]],
        parts: int = 0,
        **settings: Any,
    ) -> None:
        super().__init__(label, **settings)
        self.joined = joined
        self.ticks = ticks
        self.controls = (self.name, *(f"{self.name}__{number}" for number in range(1, parts + 1)))

    def process(self, formdata: Any, data: Any = "", extra_filters: Any = None) -> None:
        """Read the controls; the writing is one and the same for what is stored and what is sent."""
        super().process(None, data or "", extra_filters)
        if formdata is not None:
            self.raw_data = [sent for name in self.controls for sent in formdata.getlist(name) if sent]
            self.data = ",".join(self.raw_data)
        self.data = self.joined(self.data)

    def _value(self) -> str:
        return str(self.data)

    @property
    def ticked(self) -> frozenset[str]:
        """The values of the controls that are on."""
        return frozenset(self.ticks(self.data))
