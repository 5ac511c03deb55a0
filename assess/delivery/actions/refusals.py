"""What stands against asking and answering."""

from assess.errors import Conflict


class AlreadyInvited(Conflict):
    """They are invited to this assessment."""

    key = "delivery.already_invited"


class NotAmongThem(Conflict):
    """The assessment is for other people: another opening's candidates, or employees."""

    key = "delivery.not_among_them"


class InvitationOver(Conflict):
    """The invitation was withdrawn, or its answers are handed in."""

    key = "delivery.invitation_over"


class NothingToAsk(Conflict):
    """An assessment needs an instrument, and each only once."""

    key = "delivery.nothing_to_ask"


class BankTooSmall(Conflict):
    """A bank calibrated on too few people: the items chosen err upwards (methods §4.5)."""

    key = "delivery.bank_too_small"


class TooEarly(Conflict):
    """The days of notice are not over."""

    key = "delivery.too_early"


class AlreadyAnswered(Conflict):
    """Somebody answered this request in the meantime."""

    key = "delivery.already_answered"


class EnoughAsked(Conflict):
    """Several requests of the same person wait for an answer."""

    key = "delivery.enough_asked"


class ReviewNotOpen(Conflict):
    """There is nothing to review yet, one is under way, or the days to ask are over."""

    key = "delivery.review_not_open"


class TookPart(Conflict):
    """Whoever had a part in the decision does not review it."""

    key = "delivery.took_part"


class NotTheReviewer(Conflict):
    """Another person was asked to review this."""

    key = "delivery.not_the_reviewer"


class NotOffered(Conflict):
    """Taking it again is not offered, or not yet."""

    key = "delivery.not_offered"


class TooSoonAgain(Conflict):
    """The instrument wants more days between two attempts."""

    key = "delivery.too_soon_again"
