"""Asking experts and judges by mail, and computing what they said."""

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from assess import mail
from assess.analyses.actions import provenance, store
from assess.audit.actions import record
from assess.config import Settings
from assess.guides import frames
from assess.guides.models import AnchorStudy, Expert, JobAnalysis, Judge
from assess.guides.queries import anchors, jobs
from assess.jobs.tasks import task
from assess.phrases import phrase
from scoring.job_analysis import job_analysis
from scoring.reports import job_analysis as job_reports
from scoring.reports import retranslation as anchor_reports
from scoring.retranslation import retranslation

SEED = 0


@task("guides.ask_expert")
def ask_expert(session: Session, id: int) -> None:
    """Ask somebody who knows a job about it; nothing is sent once they have answered or it is over."""
    expert = session.get_one(Expert, id)
    if expert.submitted_at is None and expert.analysis.state == "open":
        _ask(expert.account.email, "guides.expert_mail", expert.account.name, f"expert/{expert.analysis_id}",
             what=expert.analysis.job)  # fmt: skip


@task("guides.ask_judge")
def ask_judge(session: Session, id: int) -> None:
    """Ask somebody to put anchors back; nothing is sent once they have or it is over."""
    judge = session.get_one(Judge, id)
    if judge.submitted_at is None and judge.study.state == "open":
        _ask(judge.account.email, "guides.judge_mail", judge.account.name, f"judge/{judge.study_id}",
             what=judge.study.title)  # fmt: skip


def _ask(address: str, key: str, name: str, path: str, what: str) -> None:
    settings: Settings = current_app.config["EXEMPLAR"]
    link = f"{settings.base_url.rstrip('/')}/guides/{path}"
    with force_locale(settings.language):
        mail.send(address, phrase(f"{key}_subject", what=what), phrase(f"{key}_body", name=name, what=what, link=link))


@task("guides.compute_analysis")
def compute_analysis(session: Session, id: int, actor: str) -> None:
    """Store the Report on what the experts of a closed analysis said."""
    analysis = session.get_one(JobAnalysis, id)
    said = frames.said(session, analysis)
    tasks = {str(task.id): task.text for task in analysis.tasks}
    names = {one.code: one.name for one in jobs.asked_about(analysis)}
    made = job_reports.report(job_analysis(said["tasks"], said["competencies"], said["links"]), tasks, names)
    kept = provenance(made, said, SEED, analysis=id, job=analysis.job)
    # under the job: what is below in the ladder finds it there
    stored = store(session, kept, f"job:{analysis.job}", actor)
    analysis.report_id = stored.id
    record(session, actor, "guides.analysis_computed", f"report:{stored.id}", analysis=id)


@task("guides.compute_anchors")
def compute_anchors(session: Session, id: int, actor: str) -> None:
    """Store the Report on where the judges of a closed round put the anchors."""
    study = session.get_one(AnchorStudy, id)
    placed = frames.placed(session, study)
    names = {one["code"]: one["name"] for one in study.competencies}
    made = anchor_reports.report(retranslation(placed["anchors"], placed["placements"]), names)
    kept = provenance(made, placed, SEED, study=id)
    stored = store(session, kept, anchors.SUBJECT.format(id), actor)
    record(session, actor, "guides.anchors_computed", f"report:{stored.id}", study=id)
