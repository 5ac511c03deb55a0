"""The two promises, kept by the database: neither is changed once people have read it, nor broken by a row."""

from sqlalchemy import DDL, event

from assess.campaigns.models.campaigns import Campaign
from assess.campaigns.models.invitations import CampaignInvitation
from surveys.models.base import Base

_CAMPAIGN = Campaign.__tablename__
_ANSWERED = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE {column} = OLD.code)"  # noqa: S608  fixed names
    for table, column in (("pending", "campaign"), ("anonymous_answer", "campaign"), ("administration", "context"))
)
_PROMISED = ("promise", "third_party", "code", "version_id", "kind", "least")
_CHANGED = " OR ".join(
    [*(f"NEW.{column} <> OLD.{column}" for column in _PROMISED), "CAST(NEW.cuts AS TEXT) <> CAST(OLD.cuts AS TEXT)"]
)
_INVITATION = CampaignInvitation.__tablename__
#: The groups an answer will carry: one person given others alone would be known by them.
_RELABELLED = "CAST(NEW.labels AS TEXT) <> CAST(OLD.labels AS TEXT)"
#: Read by those who were asked, or answered: from then on it stands.
_READ = f"OLD.state <> 'draft' OR {_ANSWERED}"
_BROKEN = f"({_CHANGED} OR NEW.state = 'draft') AND ({_READ})"
#: Where answers lie, the column that names the campaign, and the promise that has no place there.
_PLACES = (
    ("pending", "campaign", "confidential"),
    ("anonymous_answer", "campaign", "confidential"),
    ("administration", "context", "anonymous"),
)


def _misplaced(column: str, promise: str) -> str:
    return f"EXISTS (SELECT 1 FROM campaign WHERE code = NEW.{column} AND promise = '{promise}')"  # noqa: S608


def _sqlite() -> dict[str, tuple[str, ...]]:
    return {
        _CAMPAIGN: (
            f"CREATE TRIGGER campaign_promise_kept BEFORE UPDATE ON campaign WHEN {_BROKEN}"
            " BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
            f"CREATE TRIGGER campaign_promise_stays BEFORE DELETE ON campaign WHEN {_READ}"
            " BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        ),
        _INVITATION: (
            f"CREATE TRIGGER campaign_invitation_labels BEFORE UPDATE OF labels ON {_INVITATION} WHEN {_RELABELLED}"
            " BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        ),
        **{
            table: tuple(
                f"CREATE TRIGGER {table}_promise_{verb.split()[0].lower()} BEFORE {verb} ON {table}"
                f" WHEN {_misplaced(column, promise)} BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END"
                for verb in ("INSERT", f"UPDATE OF {column}")
            )
            for table, column, promise in _PLACES
        },
    }


def _postgresql() -> dict[str, tuple[str, ...]]:
    refuse = "THEN RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    return {
        _CAMPAIGN: (
            "CREATE OR REPLACE FUNCTION refuse_other_promise() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF TG_OP = 'UPDATE' THEN IF {_BROKEN} {refuse.format('PROMISE_KEPT')} RETURN NEW; END IF;"
            f" IF {_READ} {refuse.format('PROMISE_KEPT')} RETURN OLD; END $$",
            "CREATE TRIGGER campaign_promise_kept BEFORE UPDATE OR DELETE ON campaign"
            " FOR EACH ROW EXECUTE FUNCTION refuse_other_promise()",
        ),
        _INVITATION: (
            "CREATE OR REPLACE FUNCTION refuse_other_labels() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {_RELABELLED} {refuse.format('PROMISE_KEPT')} RETURN NEW; END $$",
            f"CREATE TRIGGER campaign_invitation_labels BEFORE UPDATE OF labels ON {_INVITATION}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_other_labels()",
        ),
        **{
            table: (
                f"CREATE OR REPLACE FUNCTION refuse_misplaced_{table}() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN IF {_misplaced(column, promise)} {refuse.format('PROMISE_OTHER')} RETURN NEW; END $$",
                f"CREATE TRIGGER {table}_promise BEFORE INSERT OR UPDATE OF {column} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION refuse_misplaced_{table}()",
            )
            for table, column, promise in _PLACES
        },
    }


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
for _dialect, _tables in TRIGGERS.items():
    for _name, _statements in _tables.items():
        for _statement in _statements:
            event.listen(Base.metadata.tables[_name], "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
