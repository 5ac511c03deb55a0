"""What campaigns refuse, by name."""

from assess.errors import Conflict


class TooFewPeople(Conflict):
    """Fewer than ten people: no promise of anonymity could be kept."""

    key = "campaigns.too_few_people"


class NotAllowedNow(Conflict):
    """The campaign is in another state."""

    key = "campaigns.other_state"


class TooFewNew(Conflict):
    """Fewer answers than it takes have come in since the last release."""

    key = "campaigns.too_few_new"


class TooFewAnswers(Conflict):
    """Nothing could be shown yet."""

    key = "campaigns.too_few_answers"


class NothingAnswered(Conflict):
    """A form that was sent in empty."""

    key = "campaigns.nothing_answered"
