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
