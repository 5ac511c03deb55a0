"""What comes of reading or writing a file: the instrument or the bytes, and everything that could not be carried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from surveys.definition import Instrument
from surveys.errors import EngineError, Scalar


class Why(StrEnum):
    """Every reason for which something is not carried, or is carried in another form."""

    NO_PLACE_THERE = "no_place_there"
    PICTURE_APART = "picture_apart"
    UNSUPPORTED_KIND = "unsupported_kind"
    UNSUPPORTED_LOGIC = "unsupported_logic"
    UNSUPPORTED_SETTING = "unsupported_setting"
    UNSUPPORTED_SCORING = "unsupported_scoring"
    CODE_CHANGED = "code_changed"
    VALUE_CHANGED = "value_changed"
    MARKUP_REMOVED = "markup_removed"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    DAMAGED_OWN_PART = "damaged_own_part"
    TWO_TRANSLATIONS = "two_translations"
    UNKNOWN_LANGUAGE = "unknown_language"
    NOT_A_NUMBER = "not_a_number"
    MISSING_PART = "missing_part"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that does not arrive as it left.

    Attributes
    ----------
    place : str
        Where: ``item plan``, ``section week``, ``scale order`` or ``instrument``.
    what : str
        The thing itself: a field, an element, or what was written and what it became.
    why : Why
    kept : bool
        It comes back when Exemplar reads the file; only other programs do without it.
    raw : str
        What was not understood, as it stood in the file.
    """

    place: str
    what: str
    why: Why
    kept: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """An instrument read from a file; ``surveys.bank.faults`` says what keeps it from being used.

    Attributes
    ----------
    codes : Mapping of str to str
        Items called otherwise in the file: our code to theirs, to find their answers again.
    """

    instrument: Instrument
    losses: tuple[Loss, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to take away; ``losses`` is what other programs will not see."""

    content: bytes
    name: str
    media_type: str
    losses: tuple[Loss, ...] = ()


class ExchangeRefused(EngineError):
    """A file that is broken, too large, harmful or of no known format; ``reason`` is one of the closed list below."""

    code = "EXCHANGE_REFUSED"
    reasons: ClassVar[tuple[str, ...]] = (
        "empty", "too_large", "unpacks_too_large", "too_many_parts", "part_outside", "link", "archive_inside",
        "broken_archive", "locked", "unknown_format", "not_text", "broken_xml", "document_type", "too_deep",
        "too_many_elements", "broken_json", "repeated_key", "broken_table", "columns_missing", "too_many_items",
        "too_many_options", "text_too_long", "nothing_asked", "wrong_document",
    )  # fmt: skip

    def __init__(self, reason: str, **values: Scalar) -> None:
        super().__init__(reason=reason, **values)
        self.reason = reason
