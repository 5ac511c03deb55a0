"""What planning and rating may be refused for."""

from assess.errors import Conflict, Refusal


class TooFewRaters(Refusal):
    """A topic needs two raters or more, or nobody can say how far they agree."""

    status = 422
    key = "interviews.too_few_raters"


class TooManyTopics(Refusal):
    """Nobody can rate so many topics in one interview (methods §6.1)."""

    status = 422
    key = "interviews.too_many_topics"


class OtherGuide(Conflict):
    """The other candidates of this opening are asked by another guide."""

    key = "interviews.other_guide"


class SeatTaken(Conflict):
    """The same person sits in the panel twice."""

    key = "interviews.seat_taken"


class SeatLocked(Conflict):
    """The seat is locked: its ratings stand."""

    key = "interviews.seat_locked"


class SeatClosed(Conflict):
    """The chair closed the seat as "did not rate"."""

    key = "interviews.seat_closed"


class RatedAgain(Conflict):
    """There is a second rating of this topic already, or no first one."""

    key = "interviews.rated_again"


class OtherSubject(Refusal):
    """The guide is not for this: an interview asks a candidate, an observation watches an employee."""

    status = 422
    key = "interviews.other_subject"


class RuleFixed(Conflict):
    """Which average counts is chosen before anybody could have rated."""

    key = "interviews.rule_fixed"


class RoundNameTaken(Conflict):
    """The opening has a round of this name."""

    key = "interviews.round_name_taken"


class RoundInUse(Conflict):
    """Candidates have gone through this round; the others go through the same."""

    key = "interviews.round_in_use"


class InterviewOver(Conflict):
    """The panel is complete or was cancelled."""

    key = "interviews.over"
