"""What campaigns refuse, by name."""

from assess.errors import Conflict


class TooFewPeople(Conflict):
    """Fewer than ten people: no promise of anonymity could be kept."""

    key = "campaigns.too_few_people"


class TooFewInHouse(TooFewPeople):
    """Fewer than ten people: whoever knows them would know who said what, so only somebody from outside may ask."""

    key = "campaigns.too_few_in_house"


class TooFewToShow(TooFewPeople):
    """Fewer people than answers behind a number: no result could ever be shown."""

    key = "campaigns.too_few_to_show"


class NotAllowedNow(Conflict):
    """The campaign is in another state."""

    key = "campaigns.other_state"


class OtherPromise(Conflict):
    """The campaign keeps another promise, and what was asked for belongs to the other."""

    key = "campaigns.other_promise"


class TooFewNew(Conflict):
    """Fewer answers than it takes have come in since the last release."""

    key = "campaigns.too_few_new"


class TooFewAnswers(Conflict):
    """Nothing could be shown yet."""

    key = "campaigns.too_few_answers"


class NothingAnswered(Conflict):
    """A form that was sent in empty."""

    key = "campaigns.nothing_answered"
