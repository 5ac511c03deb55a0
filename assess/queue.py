"""The queue that wakes workers: a SQLite file by default, Redis by setting; the job rows are the truth."""

from collections.abc import Callable
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey, crontab

from assess.config import Settings


def queue(settings: Settings, work: Callable[[], Any]) -> tuple[Huey, Callable[[], Any]]:
    """A Huey whose only task is ``work``, and the call that wakes a worker.

    A sweep runs ``work`` every minute, for jobs whose wake-up was lost or whose worker died.
    """
    if settings.redis_url:
        huey = RedisHuey("exemplar", url=settings.redis_url, results=False)
    else:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        huey = SqliteHuey("exemplar", filename=str(settings.data_dir / "queue.db"), results=False)
    wake = huey.task(name="work")(work)
    huey.periodic_task(crontab(minute="*"), name="sweep")(work)
    return huey, wake
