"""Rows of a shared scorecard as a Report, so that paper, page and files are made as every other Report."""

from collections.abc import Mapping, Sequence
from typing import Any

from assess.phrases import phrase
from scoring.results import Column, Report, Sentence, Table

_COLUMNS = (
    Column("system_tier"), Column("element"), Column("finding"), Column("evidence"), Column("released_number"),
    Column("alignment_status"), Column("owner"), Column("due"),
)  # fmt: skip


def rows_report(rows: Sequence[Mapping[str, Any]], owners: Mapping[str, str]) -> Report:
    """The rows of a pack as they stood when they were shared, in the reader's language."""
    aligned = sum(row["status"] == "aligned" for row in rows)
    return Report(
        kind="alignment",
        sentence=Sentence("alignment.rows", {"rows": len(rows), "aligned": aligned}),
        tables=(
            Table("alignment_rows", _COLUMNS, tuple(
                (
                    phrase(f"projects.tier.{row['tier']}"), phrase(f"projects.element.{row['element']}"),
                    row["finding"], row["evidence"], row["number"], phrase(f"projects.status.{row['status']}"),
                    owners.get(row["owner"], ""), row["due"],
                )
                for row in rows
            )),
        ),
    )  # fmt: skip
