"""How Meridian's best do what its levers name, each in one sentence, and what a goal about it would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assess.practices.actions import Statement


@dataclass(frozen=True, slots=True)
class Habit:
    """A practice as those who do it tell it; what somebody would do differently, and what is counted, from and to."""

    told: Statement
    behaviour: str
    counted: str
    source: str
    now: float
    then: float


def _told(
    title: str, situation: str, action: str, means: str, result: str, benefit: str, artifact: str = "", claim: str = ""
) -> Statement:
    return Statement(title, situation, action, means, result, benefit, artifact, claim)


HABITS: Mapping[str, Habit] = MappingProxyType({
    "research": Habit(
        _told("Ten minutes before the first call", "a first conversation is in the calendar",
              "write down one open question about the customer's business", "the annual report and the local news",
              "the customer talks about their plant instead of the price list", "revenue"),
        "Writes one question about the customer's business before each first call",
        "first calls with a question written down before, of ten", "own list, looked through together", 4.0, 8.0,
    ),
    "multithread": Habit(
        _told("The buying map", "a deal is opened", "draw with the customer who decides what, and in which order",
              "one shared page", "nobody has to guess who else must be asked", "decision_quality",
              "A page with a box for each person on the customer's side.",
              "The deal goes on when the friend in there leaves."),
        "Talks to a third person on the customer's side before an offer goes out",
        "offers before which three people were talked to, of ten", "contacts in the CRM", 3.0, 7.0,
    ),
    "indecision": Habit(
        _told("A first step that can be undone", "a customer puts a decision off for the second time",
              "name the worry and offer a smaller first step", "a pilot on one line with a date to stop",
              "the choice is no longer all or nothing", "revenue"),
        "Names the worry aloud and offers a smaller step before sending anything again",
        "postponed deals in which a smaller step was offered, of ten", "notes of visits", 2.0, 6.0,
    ),
    "numbers": Habit(
        _told("One page for each account", "a call with a customer begins", "open their own page of the account",
              "a dashboard with links into the four systems that hold the figures",
              "order, service and credit are in sight before the first question", "efficiency",
              "A dashboard with hyperlinks to critical data that lie in disparate systems.",
              "It saves time: all in one place and always current."),
        "Opens the account's figures before each call and says one of them",
        "calls in which a figure of the account was used, of ten", "calls listened to together", 4.0, 7.0,
    ),
    "pipeline": Habit(
        _told("Thirty days, then a question", "a deal has not moved for thirty days",
              "ask the customer whether to close it", "one plain mail that makes no an easy answer",
              "the forecast holds what will come", "decision_quality"),
        "Asks or closes whatever has not moved for thirty days, every Friday",
        "open deals that moved within thirty days, of ten", "CRM", 6.0, 9.0,
    ),
    "prospect": Habit(
        _told("Two protected mornings", "the week is planned", "keep two mornings for people who do not know them yet",
              "a list made the day before", "there are new conversations also in weeks full of offers", "revenue"),
        "Keeps two mornings a week free for new contacts",
        "mornings kept, of ten", "calendar", 4.0, 8.0,
    ),
    "customer_care": Habit(
        _told("The call after six weeks", "a machine has run for six weeks", "ask those who use it whether it helps",
              "a short call to the users, not to the buyer", "what is wrong is heard before it is a complaint",
              "revenue"),
        "Calls the users of each new machine after six weeks",
        "deliveries followed by a call, of ten", "CRM", 3.0, 8.0,
    ),
})  # fmt: skip
