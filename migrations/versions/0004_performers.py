"""Performers: KPIs and their money, events, portfolios, screening, benchmarks, rules of decisions, fits in columns."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'


# Alembic does not see triggers: promises the database itself keeps, in each dialect's words; SQLite rebuilds the table
# of decisions, which loses those it had
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'DECISION_APPEND_ONLY'); END",
        "CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'DECISION_APPEND_ONLY'); END",
        "CREATE TRIGGER decision_dissent_no_update BEFORE UPDATE ON decision_dissent BEGIN SELECT RAISE(ABORT, 'DECISION_DISSENT_APPEND_ONLY'); END",
        "CREATE TRIGGER decision_dissent_no_delete BEFORE DELETE ON decision_dissent BEGIN SELECT RAISE(ABORT, 'DECISION_DISSENT_APPEND_ONLY'); END",
        "CREATE TRIGGER component_rule_no_update BEFORE UPDATE ON component_rule BEGIN SELECT RAISE(ABORT, 'COMPONENT_RULE_APPEND_ONLY'); END",
        "CREATE TRIGGER component_rule_no_delete BEFORE DELETE ON component_rule BEGIN SELECT RAISE(ABORT, 'COMPONENT_RULE_APPEND_ONLY'); END",
        "CREATE TRIGGER impact_alternative_no_update BEFORE UPDATE ON impact_alternative BEGIN SELECT RAISE(ABORT, 'ALTERNATIVE_APPEND_ONLY'); END",
        "CREATE TRIGGER impact_alternative_no_delete BEFORE DELETE ON impact_alternative BEGIN SELECT RAISE(ABORT, 'ALTERNATIVE_APPEND_ONLY'); END",
        "CREATE TRIGGER screen_verdict_no_update BEFORE UPDATE ON screen_verdict BEGIN SELECT RAISE(ABORT, 'SCREENING_APPEND_ONLY'); END",
        "CREATE TRIGGER ethics_hold_no_update BEFORE UPDATE ON ethics_hold BEGIN SELECT RAISE(ABORT, 'SCREENING_APPEND_ONLY'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION refuse_decision_dissent_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'DECISION_DISSENT_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER decision_dissent_append_only BEFORE UPDATE OR DELETE ON decision_dissent FOR EACH ROW EXECUTE FUNCTION refuse_decision_dissent_change()',
        "CREATE OR REPLACE FUNCTION refuse_component_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'COMPONENT_RULE_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER component_rule_append_only BEFORE UPDATE OR DELETE ON component_rule FOR EACH ROW EXECUTE FUNCTION refuse_component_rule_change()',
        "CREATE OR REPLACE FUNCTION refuse_alternative_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'ALTERNATIVE_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER impact_alternative_append_only BEFORE UPDATE OR DELETE ON impact_alternative FOR EACH ROW EXECUTE FUNCTION refuse_alternative_change()',
        "CREATE OR REPLACE FUNCTION refuse_screen_verdict_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'SCREENING_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER screen_verdict_append_only BEFORE UPDATE ON screen_verdict FOR EACH ROW EXECUTE FUNCTION refuse_screen_verdict_change()',
        "CREATE OR REPLACE FUNCTION refuse_ethics_hold_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'SCREENING_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER ethics_hold_append_only BEFORE UPDATE ON ethics_hold FOR EACH ROW EXECUTE FUNCTION refuse_ethics_hold_change()',
    ],
}


def upgrade() -> None:
    """Apply."""
    op.create_table('impact_alternative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('considered', sa.Text(), nullable=False),
    sa.Column('found', sa.Text(), nullable=False),
    sa.Column('decided', sa.Text(), nullable=False),
    sa.Column('by', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_impact_alternative'))
    )
    with op.batch_alter_table('impact_alternative', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_impact_alternative_job'), ['job'], unique=False)

    op.create_table('benchmark_rule',
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('setters', sa.String(length=12), nullable=False),
    sa.Column('visibility', sa.String(length=12), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('set_by', sa.String(length=64), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("setters IN ('', 'replicable', 'eligible')", name=op.f('ck_benchmark_rule_setters')),
    sa.CheckConstraint("visibility IN ('withheld', 'shared', 'celebrated')", name=op.f('ck_benchmark_rule_visibility')),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_benchmark_rule_kpi_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('kpi_id', name=op.f('pk_benchmark_rule'))
    )
    op.create_table('benchmark_target',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('cell', sa.String(length=100), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('bar', sa.Double(), nullable=True),
    sa.Column('attainment', sa.Boolean(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('grade', sa.String(length=1), nullable=False),
    sa.Column('held', sa.JSON(), nullable=False),
    sa.Column('proposed_by', sa.String(length=64), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('override_by', sa.String(length=64), nullable=False),
    sa.Column('override_reason', sa.Text(), nullable=False),
    sa.Column('published_by', sa.String(length=64), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('proposed', 'published', 'withdrawn', 'ended')", name=op.f('ck_benchmark_target_state')),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_benchmark_target_analysis_id')),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_benchmark_target_kpi_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_target'))
    )
    with op.batch_alter_table('benchmark_target', schema=None) as batch_op:
        batch_op.create_index('ix_benchmark_target_current', ['kpi_id', 'job', 'cell'], unique=True, sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))
        batch_op.create_index(batch_op.f('ix_benchmark_target_kpi_id'), ['kpi_id'], unique=False)

    op.create_table('fit_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('audience', sa.String(length=16), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("audience IN ('manager', 'leaders')", name=op.f('ck_fit_release_audience')),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_fit_release_participant_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fit_release')),
    sa.UniqueConstraint('participant_id', 'audience', 'job', name=op.f('uq_fit_release_participant_id_audience_job'))
    )
    with op.batch_alter_table('fit_release', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fit_release_job'), ['job'], unique=False)

    op.create_table('kpi_weight',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=100), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('stakeholder', sa.String(length=200), nullable=False),
    sa.Column('points', sa.Double(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_kpi_weight_kpi_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kpi_weight')),
    sa.UniqueConstraint('role', 'kpi_id', 'stakeholder', name=op.f('uq_kpi_weight_role_kpi_id_stakeholder'))
    )
    with op.batch_alter_table('kpi_weight', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kpi_weight_kpi_id'), ['kpi_id'], unique=False)

    op.create_table('rate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('into', sa.String(length=3), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('period_end', sa.Date(), nullable=False),
    sa.Column('rate', sa.Double(), nullable=False),
    sa.Column('source', sa.String(length=100), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('period_end >= period_start', name=op.f('ck_rate_forward')),
    sa.CheckConstraint('rate > 0', name=op.f('ck_rate_positive')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_rate_upload_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rate')),
    sa.UniqueConstraint('currency', 'into', 'period_start', name=op.f('uq_rate_currency_into_period_start'))
    )
    op.create_table('rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=100), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('headline_json', sa.Text(), nullable=False),
    sa.Column('periods', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_rating_analysis_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating')),
    sa.UniqueConstraint('role', name=op.f('uq_rating_role'))
    )
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rating_analysis_id'), ['analysis_id'], unique=False)

    op.create_table('shared_average',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('team', sa.String(length=200), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('period_end', sa.Date(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('mean', sa.Double(), nullable=False),
    sa.Column('p25', sa.Double(), nullable=True),
    sa.Column('p50', sa.Double(), nullable=True),
    sa.Column('p75', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_shared_average_kpi_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_average')),
    sa.UniqueConstraint('kpi_id', 'job', 'team', 'period_start', name=op.f('uq_shared_average_kpi_id_job_team_period_start'))
    )
    op.create_table('threshold_expectation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kpi_id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('level', sa.Double(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('looked', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['kpi_id'], ['kpi.id'], name=op.f('fk_threshold_expectation_kpi_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threshold_expectation'))
    )
    with op.batch_alter_table('threshold_expectation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_threshold_expectation_kpi_id'), ['kpi_id'], unique=False)

    op.create_table('benchmark_consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.String(length=64), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('endorses', sa.Boolean(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_benchmark_consultation_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['target_id'], ['benchmark_target.id'], name=op.f('fk_benchmark_consultation_target_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_consultation')),
    sa.UniqueConstraint('target_id', 'person_id', name=op.f('uq_benchmark_consultation_target_id_person_id'))
    )
    with op.batch_alter_table('benchmark_consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benchmark_consultation_person_id'), ['person_id'], unique=False)

    op.create_table('ethics_hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('decision', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('reviewer', sa.String(length=64), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("decision IN ('keep', 'release')", name=op.f('ck_ethics_hold_decision')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_ethics_hold_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ethics_hold'))
    )
    with op.batch_alter_table('ethics_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ethics_hold_person_id'), ['person_id'], unique=False)

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.Column('size', sa.Double(), nullable=True),
    sa.Column('accounts_before', sa.Double(), nullable=True),
    sa.Column('accounts_after', sa.Double(), nullable=True),
    sa.Column('revenue', sa.Double(), nullable=True),
    sa.Column('unit', sa.String(length=50), nullable=False),
    sa.Column('whom', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('stands', 'replaced', 'withdrawn')", name=op.f('ck_event_state')),
    sa.CheckConstraint("type IN ('reassign', 'inherit', 'territory_split', 'leave', 'ramp', 'windfall', 'other')", name=op.f('ck_event_type')),
    sa.CheckConstraint('size >= 0 AND size <= 1', name=op.f('ck_event_size')),
    sa.ForeignKeyConstraint(['corrects_id'], ['event.id'], name=op.f('fk_event_corrects_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_event_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_event_upload_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_event_corrects_id'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_person_id'), ['person_id'], unique=False)
        batch_op.create_index('one_standing_event', ['person_id', 'type', 'day'], unique=True, sqlite_where=sa.text("state = 'stands'"), postgresql_where=sa.text("state = 'stands'"))

    op.create_table('portfolio',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('accounts_stated', sa.String(length=200), nullable=False),
    sa.Column('revenue_stated', sa.String(length=200), nullable=False),
    sa.Column('accounts', sa.Double(), nullable=True),
    sa.Column('revenue', sa.Double(), nullable=True),
    sa.Column('unit', sa.String(length=3), nullable=False),
    sa.Column('structure', sa.String(length=1000), nullable=False),
    sa.Column('vertical', sa.String(length=200), nullable=False),
    sa.Column('segment', sa.String(length=200), nullable=False),
    sa.Column('heard', sa.String(length=10), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("heard IN ('self', 'interview')", name=op.f('ck_portfolio_heard')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_portfolio_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portfolio'))
    )
    with op.batch_alter_table('portfolio', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_portfolio_person_id'), ['person_id'], unique=False)

    op.create_table('rated_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rating_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('chance', sa.Double(), nullable=True),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('low', sa.Double(), nullable=True),
    sa.Column('high', sa.Double(), nullable=True),
    sa.Column('rank', sa.Double(), nullable=True),
    sa.Column('moved', sa.Double(), nullable=False),
    sa.Column('noted', sa.Boolean(), nullable=False),
    sa.Column('row_json', sa.Text(), nullable=False),
    sa.Column('derivation', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_rated_person_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rating_id'], ['rating.id'], name=op.f('fk_rated_person_rating_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rated_person')),
    sa.UniqueConstraint('rating_id', 'person_id', name=op.f('uq_rated_person_rating_id_person_id'))
    )
    with op.batch_alter_table('rated_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rated_person_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_rated_person_place', ['rating_id', 'place'], unique=False)
        batch_op.create_index('ix_rated_person_tier', ['rating_id', 'tier'], unique=False)

    op.create_table('recognition',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=8), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("scope IN ('team', 'company')", name=op.f('ck_recognition_scope')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recognition_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_recognition'))
    )
    op.create_table('screen',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('result', sa.String(length=16), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_screen_analysis_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_screen_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screen')),
    sa.UniqueConstraint('person_id', 'job', 'round', name=op.f('uq_screen_person_id_job_round'))
    )
    op.create_table('upload_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('thing', sa.String(length=20), nullable=False),
    sa.Column('row_id', sa.Integer(), nullable=False),
    sa.Column('column', sa.String(length=40), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_upload_change_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_change_upload_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload_change'))
    )
    with op.batch_alter_table('upload_change', schema=None) as batch_op:
        batch_op.create_index('change_of_row', ['thing', 'row_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_upload_change_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_upload_change_upload_id'), ['upload_id'], unique=False)

    op.create_table('reconciliation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=10), nullable=False),
    sa.Column('accounts', sa.Double(), nullable=True),
    sa.Column('revenue', sa.Double(), nullable=True),
    sa.Column('record_accounts', sa.Double(), nullable=True),
    sa.Column('record_revenue', sa.Double(), nullable=True),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("verdict IN ('stated', 'record', 'neither')", name=op.f('ck_reconciliation_verdict')),
    sa.ForeignKeyConstraint(['portfolio_id'], ['portfolio.id'], name=op.f('fk_reconciliation_portfolio_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reconciliation')),
    sa.UniqueConstraint('portfolio_id', name=op.f('uq_reconciliation_portfolio_id'))
    )
    op.create_table('screen_verdict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('screen_id', sa.Integer(), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=False),
    sa.Column('reviewer', sa.String(length=64), nullable=False),
    sa.Column('verdict', sa.String(length=16), nullable=False),
    sa.Column('grounds', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("verdict IN ('earned', 'circumstance', 'cannot_tell')", name=op.f('ck_screen_verdict_verdict')),
    sa.CheckConstraint('seat BETWEEN 1 AND 3', name=op.f('ck_screen_verdict_seat')),
    sa.ForeignKeyConstraint(['screen_id'], ['screen.id'], name=op.f('fk_screen_verdict_screen_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screen_verdict')),
    sa.UniqueConstraint('screen_id', 'reviewer', name=op.f('uq_screen_verdict_screen_id_reviewer')),
    sa.UniqueConstraint('screen_id', 'seat', name=op.f('uq_screen_verdict_screen_id_seat'))
    )
    op.create_table('component_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opening_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('model', sa.String(length=16), nullable=False),
    sa.Column('origin', sa.String(length=16), nullable=False),
    sa.Column('weights', sa.JSON(), nullable=False),
    sa.Column('hurdles', sa.JSON(), nullable=False),
    sa.Column('minimum', sa.JSON(), nullable=False),
    sa.Column('cut_source', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decisions', sa.Integer(), nullable=False),
    sa.Column('set_by', sa.String(length=64), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("model IN ('compensatory', 'hurdles')", name=op.f('ck_component_rule_model')),
    sa.CheckConstraint("origin IN ('unit', 'literature', 'local', 'own', 'frontier')", name=op.f('ck_component_rule_origin')),
    sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_component_rule_opening_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_component_rule')),
    sa.UniqueConstraint('opening_id', 'number', name=op.f('uq_component_rule_opening_id_number'))
    )
    op.create_table('component_score',
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('component', sa.String(length=16), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('se', sa.Double(), nullable=True),
    sa.Column('source', sa.String(length=64), nullable=False),
    sa.CheckConstraint("component IN ('fit', 'cognitive', 'sjt', 'interview', 'simulation', 'references')", name=op.f('ck_component_score_component')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_component_score_application_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('application_id', 'component', name=op.f('pk_component_score'))
    )
    with op.batch_alter_table('component_score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_component_score_component_value'), ['component', 'value'], unique=False)

    op.create_table('composite_result',
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=True),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Double(), nullable=True),
    sa.Column('low', sa.Double(), nullable=True),
    sa.Column('high', sa.Double(), nullable=True),
    sa.Column('band', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=True),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('share', sa.Double(), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('look', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_composite_result_analysis_id')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_composite_result_application_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rule_id'], ['component_rule.id'], name=op.f('fk_composite_result_rule_id')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_composite_result'))
    )
    op.create_table('decision_dissent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('would', sa.String(length=16), nullable=False),
    sa.Column('said_by', sa.String(length=64), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("would IN ('advance', 'hold', 'decline', 'hire')", name=op.f('ck_decision_dissent_would')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_decision_dissent_decision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_dissent'))
    )
    with op.batch_alter_table('decision_dissent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_dissent_decision_id'), ['decision_id'], unique=False)

    op.create_table('dissent_note',
    sa.Column('dissent_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_dissent_note_application_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['dissent_id'], ['decision_dissent.id'], name=op.f('fk_dissent_note_dissent_id')),
    sa.PrimaryKeyConstraint('dissent_id', name=op.f('pk_dissent_note'))
    )
    with op.batch_alter_table('dissent_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dissent_note_application_id'), ['application_id'], unique=False)

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rule_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('composite_analysis_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('composite', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('references_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('deviation', sa.String(length=8), server_default='', nullable=False))
        batch_op.add_column(sa.Column('considered', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('considered_count', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('corrects_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_decision_corrects_id'), 'decision', ['corrects_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decision_composite_analysis_id'), 'analysis', ['composite_analysis_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_decision_rule_id'), 'component_rule', ['rule_id'], ['id'])
        batch_op.create_check_constraint(op.f('ck_decision_deviation'), "deviation IN ('', 'above', 'below')")

    with op.batch_alter_table('decision_note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('deviation', sa.Text(), server_default='', nullable=False))

    with op.batch_alter_table('fit_result', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fit', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('low', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('high', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('chance', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('chance_low', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('chance_high', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('standing', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('band', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('place', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('status', sa.String(length=8), server_default='refused', nullable=False))
        batch_op.add_column(sa.Column('reasons', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('parts', sa.JSON(), server_default='{}', nullable=False))

    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cursor', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('job_analysis', schema=None) as batch_op:
        batch_op.add_column(sa.Column('report_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_job_analysis_report_id'), 'analysis', ['report_id'], ['id'])

    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.add_column(sa.Column('timing', sa.String(length=10), server_default='', nullable=False))
        batch_op.add_column(sa.Column('denominator', sa.String(length=100), server_default='', nullable=False))
        batch_op.add_column(sa.Column('aggregation', sa.String(length=5), server_default='mean', nullable=False))
        batch_op.add_column(sa.Column('ratchet', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('roles', sa.JSON(), server_default='[]', nullable=False))

    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measure_upload_id'), ['upload_id'], unique=False)

    with op.batch_alter_table('profile_scale', schema=None) as batch_op:
        batch_op.add_column(sa.Column('competency', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('job_analysis_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_profile_scale_job_analysis_id'), 'analysis', ['job_analysis_id'], ['id'])

    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('dates', sa.String(length=3), server_default='', nullable=False))
        batch_op.add_column(sa.Column('done', sa.Double(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('findings', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True))

    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.replace(':', r'\:')))
    # what experts said of a job is found under the job, and each analysis knows its Report
    op.execute(
        "UPDATE job_analysis SET report_id = (SELECT max(a.id) FROM analysis a WHERE a.kind = 'job_analysis' "
        "AND a.subject = 'job_analysis:' || job_analysis.id)"
    )
    op.execute(
        "UPDATE analysis SET subject = 'job:' || (SELECT j.job FROM job_analysis j "
        "WHERE analysis.subject = 'job_analysis:' || j.id) "
        "WHERE kind = 'job_analysis' AND subject LIKE 'job_analysis:%' "
        "AND EXISTS (SELECT 1 FROM job_analysis j WHERE analysis.subject = 'job_analysis:' || j.id)"
    )
    # fits and tiers were kept in Reports alone: the worker writes their rows anew
    connection = op.get_bind()
    asked = [("performance.rate", {})]
    openings = connection.execute(sa.text("SELECT DISTINCT opening_id FROM application ORDER BY opening_id"))
    asked += [("profiles.fit_opening", {"id": one}) for one in openings.scalars()]
    jobs = connection.execute(sa.text("SELECT DISTINCT job FROM profile_version WHERE state = 'approved' ORDER BY job"))
    asked += [("profiles.fit_employees", {"job": one}) for one in jobs.scalars()]
    job = sa.table("job", *(sa.column(name) for name in ("name", "sameness", "state", "attempts", "progress", "problem")),
                   sa.column("arguments", sa.JSON), sa.column("created_at", sa.DateTime(timezone=True)))
    if connection.execute(sa.text("SELECT count(*) FROM person")).scalar():
        op.bulk_insert(job, [
            {"name": name, "arguments": arguments, "state": "waiting", "attempts": 0, "progress": 0.0, "problem": "",
             "sameness": hashlib.sha256(json.dumps([name, arguments], sort_keys=True).encode()).hexdigest(),
             "created_at": datetime.now(UTC)}
            for name, arguments in asked
        ])


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_column('undone_at')
        batch_op.drop_column('findings')
        batch_op.drop_column('done')
        batch_op.drop_column('dates')

    with op.batch_alter_table('profile_scale', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_profile_scale_job_analysis_id'), type_='foreignkey')
        batch_op.drop_column('job_analysis_id')
        batch_op.drop_column('competency')

    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measure_upload_id'))

    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.drop_column('roles')
        batch_op.drop_column('ratchet')
        batch_op.drop_column('aggregation')
        batch_op.drop_column('denominator')
        batch_op.drop_column('timing')

    with op.batch_alter_table('job_analysis', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_job_analysis_report_id'), type_='foreignkey')
        batch_op.drop_column('report_id')

    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_column('cursor')

    with op.batch_alter_table('fit_result', schema=None) as batch_op:
        batch_op.drop_column('parts')
        batch_op.drop_column('reasons')
        batch_op.drop_column('status')
        batch_op.drop_column('place')
        batch_op.drop_column('band')
        batch_op.drop_column('standing')
        batch_op.drop_column('chance_high')
        batch_op.drop_column('chance_low')
        batch_op.drop_column('chance')
        batch_op.drop_column('high')
        batch_op.drop_column('low')
        batch_op.drop_column('fit')

    with op.batch_alter_table('decision_note', schema=None) as batch_op:
        batch_op.drop_column('deviation')

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_decision_deviation'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_decision_rule_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decision_composite_analysis_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_decision_corrects_id'), type_='foreignkey')
        batch_op.drop_column('corrects_id')
        batch_op.drop_column('considered_count')
        batch_op.drop_column('considered')
        batch_op.drop_column('deviation')
        batch_op.drop_column('references_id')
        batch_op.drop_column('composite')
        batch_op.drop_column('composite_analysis_id')
        batch_op.drop_column('rule_id')

    with op.batch_alter_table('dissent_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dissent_note_application_id'))

    op.drop_table('dissent_note')
    with op.batch_alter_table('decision_dissent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_dissent_decision_id'))

    op.drop_table('decision_dissent')
    op.drop_table('composite_result')
    with op.batch_alter_table('component_score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_component_score_component_value'))

    op.drop_table('component_score')
    op.drop_table('component_rule')
    op.drop_table('screen_verdict')
    op.drop_table('reconciliation')
    with op.batch_alter_table('upload_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_upload_change_upload_id'))
        batch_op.drop_index(batch_op.f('ix_upload_change_person_id'))
        batch_op.drop_index('change_of_row')

    op.drop_table('upload_change')
    op.drop_table('screen')
    op.drop_table('recognition')
    with op.batch_alter_table('rated_person', schema=None) as batch_op:
        batch_op.drop_index('ix_rated_person_tier')
        batch_op.drop_index('ix_rated_person_place')
        batch_op.drop_index(batch_op.f('ix_rated_person_person_id'))

    op.drop_table('rated_person')
    with op.batch_alter_table('portfolio', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_portfolio_person_id'))

    op.drop_table('portfolio')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('one_standing_event', sqlite_where=sa.text("state = 'stands'"), postgresql_where=sa.text("state = 'stands'"))
        batch_op.drop_index(batch_op.f('ix_event_person_id'))

    op.drop_table('event')
    with op.batch_alter_table('ethics_hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ethics_hold_person_id'))

    op.drop_table('ethics_hold')
    with op.batch_alter_table('benchmark_consultation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_benchmark_consultation_person_id'))

    op.drop_table('benchmark_consultation')
    with op.batch_alter_table('threshold_expectation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_threshold_expectation_kpi_id'))

    op.drop_table('threshold_expectation')
    op.drop_table('shared_average')
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rating_analysis_id'))

    op.drop_table('rating')
    op.drop_table('rate')
    with op.batch_alter_table('kpi_weight', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kpi_weight_kpi_id'))

    op.drop_table('kpi_weight')
    with op.batch_alter_table('fit_release', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fit_release_job'))

    op.drop_table('fit_release')
    with op.batch_alter_table('benchmark_target', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_benchmark_target_kpi_id'))
        batch_op.drop_index('ix_benchmark_target_current', sqlite_where=sa.text("state = 'published'"), postgresql_where=sa.text("state = 'published'"))

    op.drop_table('benchmark_target')
    op.drop_table('benchmark_rule')
    with op.batch_alter_table('impact_alternative', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_impact_alternative_job'))

    op.drop_table('impact_alternative')
