"""What counts as done lies on the own scale of a measure, is agreed before anybody looks, and part of a hypothesis."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assess.campaigns.models import Campaign
from assess.levers.actions.measuring import Measured, StandardBeyond, measure
from assess.levers.actions.registering import digest
from assess.levers.models import Lever
from assess.levers.queries.hypotheses import hypothesis
from assess.levers.queries.scales import scale
from scoring.bundle import Scale
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish


def test_a_question_is_read_between_the_ends_of_its_scale_and_done_from_the_point_agreed(
    session: Session, write: Callable[..., Lever]
) -> None:
    version = publish(session, library()["performer_survey"])
    campaign = Campaign(title="How we sell", version=version, promise="confidential", closes_at=now())
    session.add(campaign)
    session.flush()
    lever = write("looks_up", measured=False)
    made = measure(session, "analyst", lever, Measured("survey", f"{campaign.id}:research", standard=7))
    assert scale(session, made) == Scale(0.0, 10.0, 7.0)
    with pytest.raises(StandardBeyond):
        measure(session, "analyst", lever, Measured("survey", f"{campaign.id}:multithread", standard=11))


def test_shares_of_occasions_have_ends_and_other_uploads_none(session: Session, write: Callable[..., Lever]) -> None:
    lever = write("listens", measured=False)
    before = digest(lever)
    made = measure(session, "analyst", lever, Measured("upload", "listens", standard=0.8))
    assert scale(session, made) == Scale(None, None, 0.8)
    assert scale(session, made, shares=True) == Scale(0.0, 1.0, 0.8)
    assert digest(lever) != before


def test_it_counts_as_done_from_the_standard_or_six_tenths_of_the_way_and_never_where_less_is_better(
    write: Callable[..., Lever],
) -> None:
    def done_from(direction: int, *scales: Scale) -> float | None:
        lever = write(f"done{direction}{len(scales)}".replace("-", "_"), direction=direction, measured=False)
        return hypothesis(lever, {}, {}, {}, None, {str(n): one for n, one in enumerate(scales)}).done_from

    assert Scale(1, 5).done_from == pytest.approx(3.4)
    assert Scale(None, None).done_from is None
    assert done_from(1, Scale(1, 5, standard=4)) == 4
    assert done_from(-1, Scale(1, 5, standard=4)) is None
    assert done_from(1, Scale(1, 5), Scale(0, 1)) is None  # standard scores of several have no unit
