"""Asking for results to be let out."""

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.actions.refusals import TooFewAnswers, TooFewNew
from assess.campaigns.models import Campaign


def ask_release(
    session: Session, actor: str, campaign: Campaign, counts: tuple[int, int], unpooled: bool = False
) -> None:
    """Note that results shall be released; TooFewAnswers or TooFewNew when there is nothing new that could be shown.

    ``counts`` are the answers filed, and those of them no release has seen. A wave that is ``unpooled`` may have too
    few: they count together with those of earlier waves.
    """
    answers, unseen = counts
    if not unpooled:
        if campaign.state == "draft" or answers < campaign.least:
            raise TooFewAnswers(least=campaign.least)
        if unseen < campaign.least:
            raise TooFewNew(least=campaign.least)
    record(session, actor, "campaigns.release_asked", f"campaign:{campaign.id}")
