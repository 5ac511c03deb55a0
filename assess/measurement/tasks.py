"""Computing what an instrument measures."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import record
from assess.jobs.tasks import task
from assess.measurement import frames
from assess.measurement.queries import SUBJECT, one
from scoring.measurement import study
from scoring.passport import passport
from scoring.reports.measurement import report
from surveys.keying import in_force, instrument_by
from surveys.scales import keys

SEED = 20


@task("measurement.compute")
def compute(session: Session, version_id: int, actor: str) -> None:
    """Store the Report on one version over everybody's newest answers."""
    found, _earlier = one(session, version_id)
    keyed = instrument_by(session, found.version)
    gathered = frames.gathered(session, found.version, found.instrument)
    # one transaction less to wait for while the models settle
    session.commit()
    whole = study(gathered.answers, keys(keyed), gathered.careless, {"purpose": gathered.purpose}, SEED)
    known = frames.evidence(session, found.version, found.instrument, whole.reliability, whole.dif_items)
    made = report(whole, {scale: passport(facts) for scale, facts in known.items()})
    kept = provenance(
        made,
        {"answers": gathered.answers, "people": gathered.people},
        SEED,
        code=found.version.code,
        version=found.version.content_hash,
        key=in_force(session, version_id),
        norms={scale: facts.norm for scale, facts in known.items()},
        validities={scale: facts.validity.value for scale, facts in known.items() if facts.validity is not None},
    )
    stored = store(session, kept, SUBJECT.format(version_id), actor)
    record(session, actor, "measurement.computed", f"report:{stored.id}", version=version_id)
