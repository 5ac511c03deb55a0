"""A file of ratings from its choice to its import: taken in, mapped, looked at, imported, thrown away or undone."""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.calibration.actions.layouts import ends, meanings, opened
from assess.calibration.forms import CRITERION, LEAST_POINT, MOST_POINT, MOST_POINTS
from assess.calibration.models import RatingBatch
from assess.calibration.queries.pools import scales
from assess.config import Settings
from assess.errors import Conflict, Refusal
from assess.uploads import Limits, Sheet
from assess.uploads.errors import FileTooLarge
from surveys.moments import now

_PIECE = 1 << 20


class BatchOver(Conflict):
    """The file was imported, thrown away or undone."""

    key = "calibration.batch_over"


class NotMapped(Refusal):
    """A column of ours was chosen twice, or the scale has no two ends."""

    status = 422
    key = "calibration.not_mapped"


def limits(settings: Settings) -> Limits:
    """What one file may have under these settings."""
    return Limits(megabytes=settings.upload_megabytes)


def path_of(settings: Settings, batch: RatingBatch) -> Path:
    """Where the file lies between the steps; BatchOver when it does no more."""
    path = settings.data_dir / "uploads" / (batch.stored or "")
    if batch.state != "open" or not batch.stored or not path.exists():
        raise BatchOver
    return path


def sheet_of(settings: Settings, batch: RatingBatch) -> Sheet:
    """The rows of a file that waits; asks no database, since it may take seconds."""
    return opened(path_of(settings, batch), limits(settings))[1]


def take_in(session: Session, settings: Settings, actor: str, filename: str, stream: IO[bytes]) -> RatingBatch:
    """Keep a file under a random name and read it once; Unreadable, with nothing kept, if it holds no ratings."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / secrets.token_hex(16)
    total, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > settings.upload_megabytes * _PIECE:
                    raise FileTooLarge(megabytes=size // _PIECE + 1, most=settings.upload_megabytes)
                total.update(piece)
                file.write(piece)
        layout, sheet = opened(path, limits(settings))
    except Exception:
        path.unlink(missing_ok=True)
        raise
    mapping = meanings(layout, sheet)
    low, high = ends(layout, sheet, mapping, scales(session))
    batch = RatingBatch(
        layout=layout, filename=filename[-255:], stored=path.name, sha256=total.hexdigest(), size=size, low=low,
        high=high, mapping=mapping, counts={"rows": len(sheet)}, criteria=[], made_by=actor, made_at=now(),
    )  # fmt: skip
    session.add(batch)
    session.flush()
    record(session, actor, "calibration.ratings_taken", f"batch:{batch.id}", layout=layout, rows=len(sheet))
    return batch


def hold(session: Session, batch: RatingBatch, state: str) -> None:
    """Lock a batch of this state, so that of two presses at once the second sees the first; BatchOver."""
    session.refresh(batch, ["state"], with_for_update=True)
    if batch.state != state:
        raise BatchOver


def map_columns(
    session: Session, batch: RatingBatch, layout: str, mapping: Mapping[str, str], low: int, high: int
) -> None:
    """What the columns mean, and which ends the scale has; BatchOver, NotMapped."""
    hold(session, batch, "open")
    ours = [one for one in mapping.values() if one != CRITERION]
    if len(set(ours)) < len(ours):
        raise NotMapped
    if not LEAST_POINT <= low < high <= MOST_POINT or high - low >= MOST_POINTS:
        raise NotMapped
    table = batch.layout in {"long", "wide"}
    batch.layout = layout if table and layout in {"long", "wide"} else batch.layout
    batch.mapping, batch.low, batch.high = dict(mapping), low, high
    session.flush()


def discard(session: Session, actor: str, batch: RatingBatch) -> None:
    """Forget a file that was not imported; BatchOver."""
    hold(session, batch, "open")
    batch.state = "discarded"
    record(session, actor, "calibration.ratings_discarded", f"batch:{batch.id}")


def remove(settings: Settings, batch: RatingBatch) -> None:
    """Delete the file of a batch that is over; called after the commit, so that a failed import keeps it."""
    if batch.stored:
        (settings.data_dir / "uploads" / batch.stored).unlink(missing_ok=True)
