"""Preparing, opening and closing campaigns, taking answers in, filing and releasing them; import from here."""

from assess.campaigns.actions.answering import answer, file_answers, mark, spend
from assess.campaigns.actions.planning import FEWEST, close, discard, draft, launch, remind
from assess.campaigns.actions.refusals import NotAllowedNow, NothingAnswered, TooFewAnswers, TooFewNew, TooFewPeople
from assess.campaigns.actions.releasing import ask_release

__all__ = [
    "FEWEST",
    "NotAllowedNow",
    "NothingAnswered",
    "TooFewAnswers",
    "TooFewNew",
    "TooFewPeople",
    "answer",
    "ask_release",
    "close",
    "discard",
    "draft",
    "file_answers",
    "launch",
    "mark",
    "remind",
    "spend",
]
