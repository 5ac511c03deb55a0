"""What does a reader need to see of people measured by a profile?"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from scoring.errors import Code
from scoring.fit import Contribution, Fit, Fits, WhatIf
from scoring.results import Cell, Column, Figure, Provenance, Report, Sentence, Table

KIND = "fit"
_PEOPLE = (
    Column("person_id"), Column("fit", "estimate"), Column("chance", "estimate"), Column("standing", "estimate"),
    Column("performance", "estimate"), Column("band", "count"), Column("status", "code"), Column("reasons", "code"),
)  # fmt: skip
_CONTRIBUTIONS = (
    Column("person_id"), Column("scale"), Column("z", "number"), Column("z_top_low", "number"),
    Column("z_top_high", "number"), Column("contribution", "number"), Column("top_low", "number"),
    Column("top_high", "number"), Column("status", "code"),
)  # fmt: skip
_WHAT_IF = (Column("person_id"), Column("fit", "estimate"), Column("chance", "estimate"), Column("status", "code"))
_GATE = (Column("check", "code"), Column("value", "number"), Column("need", "number"), Column("passed", "code"))


def incomplete(found: Fits) -> list[str]:
    """Who has no fit for the one reason that parts are missing."""
    return [
        person.person_id
        for person in found.people
        if {reason.code for reason in person.fit.reasons} == {Code.MISSING_TOO_MUCH} and person.fit.value is None
    ]


def report(found: Fits, provenance: Provenance | None = None, ranges: Sequence[WhatIf] = ()) -> Report:
    """The Report of one pool: ``people`` in the order of the list, ``contributions``, ``what_if``, ``gate``, ``bands``.

    There is no column of places: inside a band the order is a lot, and nobody shall read it as a rank.
    With the gate closed scale scores remain, marked exploratory, and nobody has a fit. ``what_if`` holds the
    ``ranges`` of the people of ``incomplete`` by their ids, and is no list anybody has a place in.
    """
    fitted = [person for person in found.people if person.fit.value is not None]
    values = {"people": len(found.people), "fitted": len(fitted)}
    bands = max((person.band or 0 for person in fitted), default=0)
    key = "fit.closed" if not found.open else "fit.bands" if fitted else "fit.none"
    widths = (("se", found.se), ("sed", found.sed), ("band_width", found.band_width), ("even", found.even))
    return Report(
        kind=KIND,
        sentence=Sentence(key, values | ({"bands": bands} if fitted else {})),
        tables=(
            Table("people", _PEOPLE, tuple(_person(person) for person in found.people)),
            Table(
                "contributions", _CONTRIBUTIONS,
                tuple(_part(person, part) for person in found.people for part in person.contributions),
            ),
            Table("what_if", _WHAT_IF, tuple(
                (one.person_id, one.fit, one.chance, one.fit.status)
                for one in sorted(ranges, key=lambda one: one.person_id)
            )),
            Table("gate", _GATE, tuple((c.code, c.value, c.need, "met" if c.passed else "unmet") for c in found.gate)),
            Table("bands", (Column("quantity", "code"), Column("value", "number")), widths),
        ),
        figures=(Figure("fit", "intervals", "people", {"label": "person_id", "value": "fit", "group": "band"}),),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def of_person(found: Report, person_id: str) -> Report:
    """The part of a Report that is about one person, with the drawing of what each scale adds to their fit."""
    about = tuple(
        replace(table, rows=tuple(row for row in table.rows if row[0] == person_id))
        if table.columns[0].key == "person_id"
        else table
        for table in found.tables
    )
    drawing = Figure(
        "contributions", "contributions", "contributions",
        {"label": "scale", "value": "contribution", "low": "top_low", "high": "top_high"},
    )  # fmt: skip
    return replace(found, tables=about, figures=(drawing,))


def without(found: Report, persons: Collection[str]) -> Report:
    """The Report without the rows of some people; numbers about the pool stay."""
    left = tuple(
        replace(table, rows=tuple(row for row in table.rows if row[0] not in persons))
        if table.columns[0].key == "person_id"
        else table
        for table in found.tables
    )
    return replace(found, tables=left)


def _person(person: Fit) -> tuple[Cell, ...]:
    reasons = " ".join(dict.fromkeys(reason.code.value for reason in person.fit.reasons))
    return (
        person.person_id, person.fit, person.chance, person.standing, person.performance, person.band,
        person.fit.status, reasons,
    )  # fmt: skip


def _part(person: Fit, part: Contribution) -> tuple[Cell, ...]:
    status = "exploratory" if person.fit.value is None else person.fit.status
    nothing = (None, None)
    return (person.person_id, part.scale, part.z, *(part.z_top or nothing), part.value, *(part.top or nothing), status)
