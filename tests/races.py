"""Two who do the same at once, each in a transaction of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

#: Seconds in which the second comes as far as it can while the first has not committed.
HEAD_START = 0.5


def meanwhile(engine: Engine, first: Callable[[Session], Any], second: Callable[[Session], Any]) -> None:
    """Do the second while the first is done and not yet committed; raises what either raises.

    On SQLite the second begins when the first is over; on PostgreSQL it sees nothing of the first until it waits.
    """
    makers = sessionmaker(engine, expire_on_commit=False)

    def run() -> None:
        with makers.begin() as theirs:
            second(theirs)

    with ThreadPoolExecutor(1) as pool:
        with makers.begin() as mine:
            first(mine)
            running = pool.submit(run)
            wait([running], timeout=HEAD_START)
        running.result()
