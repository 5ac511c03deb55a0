"""Work in the background: verdicts of a job, and what came of roll-outs."""

from assess.levers.tasks import comparing, judging

__all__ = ["comparing", "judging"]
