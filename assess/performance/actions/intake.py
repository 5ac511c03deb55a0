"""A file from its choice to its import: taken in, mapped, looked at, imported or thrown away."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal, cast

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.config import Settings
from assess.errors import Conflict
from assess.performance.actions import ledger
from assess.performance.actions.doubts import doubts
from assess.performance.actions.imports import AnyPlan, plan_import, write_import
from assess.performance.models import Upload
from assess.performance.queries import layout
from assess.uploads import Checked, Column, Complaint, Limits, Sheet, checked, read, suggested
from assess.uploads.days import Order
from assess.uploads.errors import FileTooLarge
from surveys.moments import now

_PIECE = 1 << 20
#: Bytes of a file that is checked and imported within a request; a larger one is left to the worker.
AT_ONCE = 4_000_000
#: Rows of a large file that are looked at to know its columns.
PREVIEWED = 1_000

Bound = tuple[tuple[Column, ...], tuple[str, ...]]


#: States in which the file is still needed.
WAITING = ("open", "checking", "importing")


class UploadOver(Conflict):
    """The file was imported or thrown away."""

    key = "upload.over"


class HasComplaints(Conflict):
    """Nothing is imported while a row has to be corrected."""

    key = "upload.has_complaints"


class ReplacesValues(Conflict):
    """Kept values would change, and nobody said that they may."""

    key = "upload.replaces"


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do: all of it, or nothing while there are complaints; ``doubts`` do not stand in its way."""

    sheet: Sheet
    found: Checked
    complaints: tuple[Complaint, ...]
    plan: AnyPlan
    doubts: tuple[Complaint, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return len(self.sheet)

    @property
    def added(self) -> int:
        """Rows that are new."""
        return len(self.plan.added)

    @property
    def changed(self) -> int:
        """Kept rows that would be replaced."""
        return len(self.plan.changed)

    @property
    def unchanged(self) -> int:
        """Rows that are there already."""
        return self.plan.unchanged

    @property
    def wrong(self) -> int:
        """Rows to correct."""
        return self.found.wrong or len({complaint.row for complaint in self.complaints})


def limits(settings: Settings) -> Limits:
    """What one file may have under these settings."""
    return Limits(megabytes=settings.upload_megabytes)


def is_long(upload: Upload) -> bool:
    """Whether checking and importing a file is work for the worker."""
    return upload.size > AT_ONCE


def lines(path: Path) -> int:
    """How many rows a long file has, if each is a line; a workbook's are counted when it is checked."""
    with path.open("rb") as file:
        return max(0, sum(piece.count(b"\n") for piece in iter(lambda: file.read(_PIECE), b"")) - 1)


def path_of(settings: Settings, upload: Upload) -> Path:
    """Where the file lies between the steps; UploadOver when it does no more."""
    path = settings.data_dir / "uploads" / (upload.stored or "")
    if upload.state not in WAITING or not upload.stored or not path.exists():
        raise UploadOver
    return path


def take_in(session: Session, settings: Settings, actor: str, kind: str, filename: str, stream: IO[bytes]) -> Upload:
    """Keep a file under a random name and read it once; Unreadable, with nothing kept, if it is no table."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / secrets.token_hex(16)
    total, size, most = hashlib.sha256(), 0, settings.upload_megabytes * 1024 * 1024
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise FileTooLarge(megabytes=size // 1024 // 1024 + 1, most=settings.upload_megabytes)
                total.update(piece)
                file.write(piece)
        sheet = read(path, limits(settings), first=None if size <= AT_ONCE else PREVIEWED)
        rows = len(sheet) if size <= AT_ONCE else lines(path)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    upload = Upload(
        kind=kind, filename=filename[-255:], stored=path.name, sha256=total.hexdigest(), size=size, state="open",
        mapping=suggested(sheet.names, layout(session, kind)[0]), decimal="", dates="", counts={"rows": rows},
        made_by=actor, made_at=now(),
    )  # fmt: skip
    session.add(upload)
    session.flush()
    record(session, actor, "performance.upload_taken", f"upload:{upload.id}", kind=kind, rows=rows)
    return upload


def map_columns(session: Session, upload: Upload, mapping: Mapping[str, str], decimal: str, dates: str) -> None:
    """Which column of the file is which of ours, and how its numbers and dates are written; UploadOver."""
    if upload.state != "open":
        raise UploadOver
    upload.mapping, upload.decimal, upload.dates = dict(mapping), decimal, dates
    upload.findings = None
    session.flush()


def understood(
    settings: Settings, upload: Upload, bound: Bound, told: Callable[[float], None] = lambda done: None
) -> tuple[Sheet, Checked]:
    """The file read, and its rows held against ``queries.layout``; asks no database, since it may take seconds.

    ``told`` hears the share of an import that is behind.
    """
    sheet = read(path_of(settings, upload), limits(settings))
    told(0.3)
    columns, key = bound
    columns = tuple(replace(one, calendar=settings.calendar) if one.holds == "period" else one for one in columns)
    mark = cast(Literal["", ".", ","], upload.decimal)
    found = checked(sheet, columns, upload.mapping, key, mark, cast(Order, upload.dates))
    told(0.6)
    return sheet, found


def dry_run(session: Session, upload: Upload, sheet: Sheet, found: Checked) -> DryRun:
    """What these rows would change, without changing it."""
    plan, more = plan_import(session, upload.kind, found, upload.mapping)
    complaints = tuple(sorted((*found.complaints, *more), key=lambda complaint: complaint.row))
    noticed = () if complaints else doubts(session, upload.kind, found, upload.mapping)
    return DryRun(sheet, found, complaints, plan, noticed)


def import_upload(session: Session, actor: str, upload: Upload, dry: DryRun, replace: bool) -> None:
    """Import every row, or none: HasComplaints, ReplacesValues; ``dry`` must be of this transaction,
    planned after ``ledger.hold``.

    Asks for whatever rests on such rows where any came or changed.
    """
    if upload.state != "open":
        raise UploadOver
    if dry.complaints:
        raise HasComplaints(n=dry.wrong)
    if dry.changed and not replace:
        raise ReplacesValues(n=dry.changed)
    before = ledger.teams(session) if upload.kind == "people" else None
    plan = write_import(session, upload.kind, dry.found, upload.mapping, dry.plan, upload.id)
    ledger.keep(session, upload, plan)
    if before is not None:
        ledger.keep_teams(session, upload, before)
    upload.state, upload.imported_at = "imported", now()
    upload.counts = {
        "rows": len(dry.found), "added": len(plan.added), "changed": len(plan.changed), "unchanged": plan.unchanged,
    }  # fmt: skip
    record(session, actor, "performance.upload_imported", f"upload:{upload.id}", kind=upload.kind, **upload.counts)
    if plan.added or plan.changed:
        ledger.follow_up(session, upload)


def discard(session: Session, actor: str, upload: Upload) -> None:
    """Forget a file that was not imported; UploadOver. A check or import under way stops before it writes."""
    session.refresh(upload, with_for_update=True)
    if upload.state not in WAITING:
        raise UploadOver
    upload.state = "discarded"
    record(session, actor, "performance.upload_discarded", f"upload:{upload.id}")


def remove(settings: Settings, upload: Upload) -> None:
    """Delete the file of an upload that is over; called after the commit, so that a failed import keeps it."""
    if upload.stored:
        (settings.data_dir / "uploads" / upload.stored).unlink(missing_ok=True)
