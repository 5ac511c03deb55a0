"""The interviewers of the main sites train on written interviews; most pass, and one certificate has run out."""

from datetime import timedelta

from sqlalchemy.orm import Session

from assess.demo import vignettes
from assess.demo.colleagues import colleague
from assess.vignettes.actions import begin, lock, rate
from surveys.items import Given

#: Passed thirteen months ago.
RUN_OUT, AGO = "M-0916", timedelta(days=396)


def train_interviewers(session: Session) -> None:
    """Sixteen rate eight interviews; the two of the site far away have not begun, so nothing links them yet."""
    for code, interviews in vignettes.rated().items():
        course = begin(session, colleague(session, code))
        for exercise in course.exercises:
            given = interviews[exercise.vignette.code]
            rate(session, exercise, {topic: Given(str(points), cues=("1",)) for topic, points in given.items()})
            lock(session, exercise)
        if code == RUN_OUT and course.finished_at is not None:
            course.finished_at -= AGO
        session.commit()
