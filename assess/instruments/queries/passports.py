"""What an instrument's scores may be used for on what is known of it here."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.instruments.queries.library import listed
from scoring.passport import unstudied
from scoring.reports.measurement import KIND, uses
from scoring.results import Cell, Table
from surveys.bank import library
from surveys.definition import CONSTRUCTS, Instrument
from surveys.models import InstrumentVersion


@dataclass(frozen=True, slots=True)
class Passport:
    """The verdicts on every use of every scale.

    Attributes
    ----------
    uses : Table
        A row a scale: code, verdict on each use, and what keeps selection from being more.
    names : Mapping of str to str
        The label of each scale.
    analysis : Analysis or None
        The Report they come from; None while nobody was studied.
    """

    uses: Table
    names: Mapping[str, str]
    analysis: Analysis | None

    @property
    def people(self) -> int:
        """How many people the Report rests on."""
        people = self.analysis.report.sentence.values.get("people") if self.analysis else 0
        return people if isinstance(people, int) else 0

    @property
    def validated(self) -> bool:
        """Whether any scale may decide about single people on the evidence there is here."""
        return "allowed" in self.uses.column("selection")

    @property
    def groups(self) -> list[tuple[list[str], tuple[Cell, ...]]]:
        """The labels of the scales that share all verdicts and reasons, with one row that holds them."""
        found: dict[tuple[Cell, ...], tuple[list[str], tuple[Cell, ...]]] = {}
        for row in self.uses.rows:
            found.setdefault(row[1:], ([], row))[0].append(self.names.get(str(row[0]), str(row[0])))
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Kept:
    """An instrument of the library and its standing: ``validated`` here, ``unproved``, or for ``development`` only."""

    instrument: Instrument
    version: InstrumentVersion | None
    standing: str


def passport(session: Session, instrument: Instrument, version: InstrumentVersion | None) -> Passport | None:
    """The passport of an instrument, from the newest Report on its version; None where it has no scales.

    An instrument nobody was studied with has one too: it says that nothing is known here.
    """
    if not instrument.scales:
        return None
    names = {scale.code: scale.label for scale in instrument.scales}
    analysis = latest(session, KIND, f"version:{version.id}") if version else None
    if analysis is not None:
        return Passport(analysis.report.table("uses"), names, analysis)
    return Passport(uses({scale: unstudied(instrument.uses) for scale in names}), names, None)


def kinds(session: Session) -> dict[str, list[Kept]]:
    """Every kind of content a selection needs, with the instruments about it (requirement S2-23).

    The newest version of each that is not withdrawn; what ships and is not published in any version, as it ships.
    """
    newest: dict[str, tuple[Instrument, InstrumentVersion | None]] = {}
    for one in listed(session):
        if not one.withdrawn:
            newest.setdefault(one.version.code, (one.instrument, one.version))
    for instrument in library().values():
        newest.setdefault(instrument.code, (instrument, None))
    found: dict[str, list[Kept]] = {construct: [] for construct in CONSTRUCTS}
    for instrument, version in newest.values():
        if instrument.construct:
            found[instrument.construct].append(Kept(instrument, version, _standing(session, instrument, version)))
    return found


def _standing(session: Session, instrument: Instrument, version: InstrumentVersion | None) -> str:
    if "selection" not in instrument.uses:
        return "development"
    known = passport(session, instrument, version)
    return "validated" if known is not None and known.validated else "unproved"
