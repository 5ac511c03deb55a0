"""The kinds of item, one module each; nothing else asks what kind an item is."""

from surveys.items import anchored, choice, likert, number, text
from surveys.items.kind import Answer, Given, Kind

KINDS: dict[str, Kind] = {"likert": likert, "choice": choice, "number": number, "text": text, "anchored": anchored}

__all__ = ["KINDS", "Answer", "Given", "Kind"]
