"""What is done about references and background checks; import it from here."""

from assess.references.actions.answering import AlreadyAnswered, NotBegun, begin, decline, finish, keep, notice
from assess.references.actions.asking import (
    AlreadyAsked,
    CheckClosed,
    NoRules,
    ask,
    open_names,
    open_way,
    send_again,
    set_rules,
)
from assess.references.actions.background import (
    DAYS_TO_ANSWER,
    EARLIEST,
    NotADay,
    StepsOutOfOrder,
    TooEarlyToCheck,
    log,
)
from assess.references.actions.closing import (
    close,
    close_if_done,
    forget,
    forget_application,
    freeze,
    keep_norm,
    take_in,
)
from assess.references.actions.naming import Named, name

__all__ = [
    "DAYS_TO_ANSWER",
    "EARLIEST",
    "AlreadyAnswered",
    "AlreadyAsked",
    "CheckClosed",
    "Named",
    "NoRules",
    "NotADay",
    "NotBegun",
    "StepsOutOfOrder",
    "TooEarlyToCheck",
    "ask",
    "begin",
    "close",
    "close_if_done",
    "decline",
    "finish",
    "forget",
    "forget_application",
    "freeze",
    "keep",
    "keep_norm",
    "log",
    "name",
    "notice",
    "open_names",
    "open_way",
    "send_again",
    "set_rules",
    "take_in",
]
