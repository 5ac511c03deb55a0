"""Preparing, opening and closing campaigns, taking answers in, filing and releasing them; import from here."""

from assess.campaigns.actions.answering import answer, file_answers, mark, spend
from assess.campaigns.actions.confiding import begin, finish, keep
from assess.campaigns.actions.planning import (
    Repeat,
    close,
    discard,
    draft,
    end_series,
    launch,
    next_wave,
    remind,
)
from assess.campaigns.actions.refusals import (
    NotAllowedNow,
    NothingAnswered,
    OtherPromise,
    TooFewAnswers,
    TooFewInHouse,
    TooFewNew,
    TooFewPeople,
    TooFewToShow,
)
from assess.campaigns.actions.releasing import ask_release

__all__ = [
    "NotAllowedNow",
    "NothingAnswered",
    "OtherPromise",
    "Repeat",
    "TooFewAnswers",
    "TooFewInHouse",
    "TooFewNew",
    "TooFewPeople",
    "TooFewToShow",
    "answer",
    "ask_release",
    "begin",
    "close",
    "discard",
    "draft",
    "end_series",
    "file_answers",
    "finish",
    "keep",
    "launch",
    "mark",
    "next_wave",
    "remind",
    "spend",
]
