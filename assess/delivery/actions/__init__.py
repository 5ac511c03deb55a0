"""Making assessments, inviting, and what the invited do: begin, answer, hand in; import them from here."""

from assess.delivery.actions.assessments import create_assessment
from assess.delivery.actions.invitations import invite, open_way, renew, reveal_link, send_again, withdraw
from assess.delivery.actions.refusals import AlreadyInvited, InvitationOver, NotAmongThem, NothingToAsk
from assess.delivery.actions.scores import keep_norm, keep_scores
from assess.delivery.actions.sitting import begin, finish, forget, keep

__all__ = [
    "AlreadyInvited",
    "InvitationOver",
    "NotAmongThem",
    "NothingToAsk",
    "begin",
    "create_assessment",
    "finish",
    "forget",
    "invite",
    "keep",
    "keep_norm",
    "keep_scores",
    "open_way",
    "renew",
    "reveal_link",
    "send_again",
    "withdraw",
]
