"""What was said of a candidate goes when the application was kept as long as promised."""

from sqlalchemy.orm import Session

from assess.interviews.actions.forgetting import forget
from assess.jobs.tasks import task


@task("interviews.forget", "delivery.application_over")
def forget_panels(session: Session, id: int) -> None:
    """Delete the panels of an application."""
    forget(session, id)
