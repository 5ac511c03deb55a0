"""Making assessments, inviting, and what the invited do: answer, hand in, use their rights; import from here."""

from assess.delivery.actions.accommodations import arrange, ask_accommodation
from assess.delivery.actions.assessments import USUAL_TERMS, Terms, create_assessment
from assess.delivery.actions.banks import keep_bank
from assess.delivery.actions.files import attach
from assess.delivery.actions.invitations import invite, open_way, renew, reveal_link, send_again, withdraw
from assess.delivery.actions.keys import (
    KeyAdaptive,
    KeyUnderWay,
    KeyUnusable,
    SameKey,
    drop_proposal,
    propose_key,
    put_in_force,
    revise_key,
)
from assess.delivery.actions.notices import notice_accepted, notice_shown
from assess.delivery.actions.pools import go_on, leave_page, open_page
from assess.delivery.actions.refusals import (
    AlreadyInvited,
    BankTooSmall,
    InvitationOver,
    NotAmongThem,
    NothingToAsk,
)
from assess.delivery.actions.retakes import offer_if_careless, offer_retake, take_again
from assess.delivery.actions.rights import ask_copy, ask_review, assign, decide_review, keep_copy, leave
from assess.delivery.actions.scores import keep_norm, keep_quality, keep_scores
from assess.delivery.actions.sitting import begin, finish, forget, keep

__all__ = [
    "AlreadyInvited",
    "BankTooSmall",
    "KeyAdaptive",
    "KeyUnderWay",
    "KeyUnusable",
    "InvitationOver",
    "NotAmongThem",
    "NothingToAsk",
    "SameKey",
    "Terms",
    "USUAL_TERMS",
    "arrange",
    "ask_accommodation",
    "ask_copy",
    "ask_review",
    "assign",
    "attach",
    "begin",
    "create_assessment",
    "decide_review",
    "drop_proposal",
    "finish",
    "forget",
    "go_on",
    "invite",
    "keep",
    "keep_bank",
    "keep_copy",
    "keep_norm",
    "keep_quality",
    "keep_scores",
    "leave_page",
    "leave",
    "notice_accepted",
    "notice_shown",
    "offer_if_careless",
    "offer_retake",
    "open_page",
    "open_way",
    "propose_key",
    "put_in_force",
    "renew",
    "reveal_link",
    "revise_key",
    "send_again",
    "take_again",
    "withdraw",
]
