"""Everything the engine can refuse to do; each refusal carries a code that becomes words in one place above."""

from typing import ClassVar

Scalar = str | int | float | bool | None


class EngineError(Exception):
    """Base of everything the engine raises on purpose: ``code`` for the words, ``values`` to fill them."""

    code: ClassVar[str] = "ENGINE"

    def __init__(self, **values: Scalar) -> None:
        super().__init__(self.code + "".join(f" {key}={value!r}" for key, value in values.items()))
        self.values = values


class AlreadySubmitted(EngineError):
    """The administration was submitted; its answers can no longer change."""

    code = "ALREADY_SUBMITTED"


class AdministrationClosed(EngineError):
    """The administration ran out of time or was withdrawn before it was submitted."""

    code = "ADMINISTRATION_CLOSED"


class SectionOver(EngineError):
    """The time of a timed section is over, or it was left, or never opened; its answers stand as they were."""

    code = "SECTION_OVER"


class NotPresented(EngineError):
    """The item of an adaptive section was not given to this respondent, or they went on from it."""

    code = "NOT_PRESENTED"


class UnknownAdministration(EngineError):
    """There is no administration of that id."""

    code = "UNKNOWN_ADMINISTRATION"


class UnknownItem(EngineError):
    """The instrument has no item of that code."""

    code = "UNKNOWN_ITEM"


class Incomplete(EngineError):
    """Required items are open; ``values["items"]`` lists them, separated by spaces."""

    code = "INCOMPLETE"


class UseForbidden(EngineError):
    """The instrument's licence or status does not allow this purpose."""

    code = "OFF_LABEL_USE"


class VersionFrozen(EngineError):
    """Somebody has begun to answer this version; it can only be replaced by another."""

    code = "VERSION_FROZEN"


class NotAnAnswer(EngineError):
    """What was given cannot be read as an answer to the item; ``reason`` is one of the closed list below."""

    code = "NOT_AN_ANSWER"
    #: every ``reason`` an item kind may give
    reasons: ClassVar[tuple[str, ...]] = (
        "NOT_AN_OPTION",
        "NOT_A_NUMBER",
        "NOT_A_WHOLE_NUMBER",
        "TOO_SMALL",
        "TOO_LARGE",
        "TOO_LONG",
        "NOT_A_CUE",
        "NEEDS_EVIDENCE",
        "UNREADABLE_TEXT",
        "REQUIRED",
        "TOO_MANY",
        "TOO_FEW",
        "SAME_OPTION",
        "HALF_A_PAIR",
        "NOT_AN_ORDER",
        "ORDER_UNFINISHED",
        "NOT_A_STEP",
        "NO_FILE",
        "FILE_TOO_LARGE",
        "FILE_EMPTY",
        "FILE_NAME",
        "FILE_KIND",
        "FILE_DAMAGED",
        "FILE_ACTIVE",
    )

    def __init__(self, item: str, reason: str, **values: Scalar) -> None:
        super().__init__(item=item, reason=reason, **values)
        self.item = item
        self.reason = reason


class FileRefused(EngineError):
    """A file is not taken; ``reason`` is one of those of ``NotAnAnswer`` that begin with FILE."""

    code = "FILE_REFUSED"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class ReleaseBlocked(EngineError):
    """What was released earlier already lets somebody work out a small group; nothing more may leave."""

    code = "ANONYMITY_DIFFERENCING"


class AuditTooLarge(EngineError):
    """So many tiny groups overlap that the exact audit would not end in time; ask for fewer cuts."""

    code = "AUDIT_TOO_LARGE"


class TooManyDimensions(EngineError):
    """A table crosses more dimensions than may be crossed."""

    code = "TOO_MANY_DIMENSIONS"


class BankRefused(EngineError):
    """A bank file is not fit to use; ``complaints`` names file, item and reason for each fault, all at once."""

    code = "BANK_REFUSED"

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__(n=len(complaints))
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(self.complaints)


class InstrumentTooLarge(EngineError):
    """More items or letters than an editor in the browser, or a person, can look after."""

    code = "INSTRUMENT_TOO_LARGE"


class CatalogueRefused(EngineError):
    """A translator's file cannot be read; ``reason`` is one of the closed list below, ``line`` where it stands."""

    code = "CATALOGUE_REFUSED"
    reasons: ClassVar[tuple[str, ...]] = (
        "TOO_LARGE",
        "NOT_UTF8",
        "NOT_PO",
        "NOT_CSV",
        "NO_COLUMNS",
        "SHORT_ROW",
    )
