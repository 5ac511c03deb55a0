"""Levers, waves and both promises of surveys, comments and themes, practices, plans, projects."""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'


# Alembic does not see triggers: promises the database itself keeps, in each dialect's words
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER campaign_promise_kept BEFORE UPDATE ON campaign WHEN (NEW.promise <> OLD.promise OR NEW.third_party <> OLD.third_party OR NEW.code <> OLD.code OR NEW.version_id <> OLD.version_id OR NEW.kind <> OLD.kind OR NEW.least <> OLD.least OR CAST(NEW.cuts AS TEXT) <> CAST(OLD.cuts AS TEXT) OR NEW.state = 'draft') AND (OLD.state <> 'draft' OR EXISTS (SELECT 1 FROM pending WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM anonymous_answer WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM administration WHERE context = OLD.code)) BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        "CREATE TRIGGER campaign_promise_stays BEFORE DELETE ON campaign WHEN OLD.state <> 'draft' OR EXISTS (SELECT 1 FROM pending WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM anonymous_answer WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM administration WHERE context = OLD.code) BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        "CREATE TRIGGER campaign_invitation_labels BEFORE UPDATE OF labels ON campaign_invitation WHEN CAST(NEW.labels AS TEXT) <> CAST(OLD.labels AS TEXT) BEGIN SELECT RAISE(ABORT, 'PROMISE_KEPT'); END",
        "CREATE TRIGGER pending_promise_insert BEFORE INSERT ON pending WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER pending_promise_update BEFORE UPDATE OF campaign ON pending WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER anonymous_answer_promise_insert BEFORE INSERT ON anonymous_answer WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER anonymous_answer_promise_update BEFORE UPDATE OF campaign ON anonymous_answer WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER administration_promise_insert BEFORE INSERT ON administration WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.context AND promise = 'anonymous') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER administration_promise_update BEFORE UPDATE OF context ON administration WHEN EXISTS (SELECT 1 FROM campaign WHERE code = NEW.context AND promise = 'anonymous') BEGIN SELECT RAISE(ABORT, 'PROMISE_OTHER'); END",
        "CREATE TRIGGER data_opening_no_update BEFORE UPDATE ON data_opening BEGIN SELECT RAISE(ABORT, 'DATA_OPENING_APPEND_ONLY'); END",
        "CREATE TRIGGER data_opening_no_delete BEFORE DELETE ON data_opening BEGIN SELECT RAISE(ABORT, 'DATA_OPENING_APPEND_ONLY'); END",
        "CREATE TRIGGER lever_belief_no_update BEFORE UPDATE ON lever_belief BEGIN SELECT RAISE(ABORT, 'LEVER_BELIEF_APPEND_ONLY'); END",
        "CREATE TRIGGER lever_belief_no_delete BEFORE DELETE ON lever_belief BEGIN SELECT RAISE(ABORT, 'LEVER_BELIEF_APPEND_ONLY'); END",
        "CREATE TRIGGER lever_belief_place_no_update BEFORE UPDATE ON lever_belief_place BEGIN SELECT RAISE(ABORT, 'LEVER_BELIEF_PLACE_APPEND_ONLY'); END",
        "CREATE TRIGGER lever_belief_place_no_delete BEFORE DELETE ON lever_belief_place BEGIN SELECT RAISE(ABORT, 'LEVER_BELIEF_PLACE_APPEND_ONLY'); END",
        "CREATE TRIGGER lever_locked_update BEFORE UPDATE ON lever WHEN OLD.locked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_LOCKED'); END",
        "CREATE TRIGGER lever_locked_delete BEFORE DELETE ON lever WHEN OLD.locked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_LOCKED'); END",
        "CREATE TRIGGER lever_late_insert BEFORE INSERT ON lever WHEN NOT NEW.exploratory AND EXISTS (SELECT 1 FROM data_opening WHERE job = NEW.job) BEGIN SELECT RAISE(ABORT, 'LEVER_AFTER_OPENING'); END",
        "CREATE TRIGGER lever_late_update BEFORE UPDATE ON lever WHEN NOT NEW.exploratory AND EXISTS (SELECT 1 FROM data_opening WHERE job = NEW.job) AND NEW.locked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_AFTER_OPENING'); END",
        "CREATE TRIGGER lever_measure_locked_insert BEFORE INSERT ON lever_measure WHEN (SELECT locked_at FROM lever WHERE id = NEW.lever_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_LOCKED'); END",
        "CREATE TRIGGER lever_measure_locked_update BEFORE UPDATE ON lever_measure WHEN (SELECT locked_at FROM lever WHERE id = OLD.lever_id) IS NOT NULL OR (SELECT locked_at FROM lever WHERE id = NEW.lever_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_LOCKED'); END",
        "CREATE TRIGGER lever_measure_locked_delete BEFORE DELETE ON lever_measure WHEN (SELECT locked_at FROM lever WHERE id = OLD.lever_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'LEVER_LOCKED'); END",
        "CREATE TRIGGER intervention_no_update BEFORE UPDATE ON intervention BEGIN SELECT RAISE(ABORT, 'INTERVENTION_APPEND_ONLY'); END",
        "CREATE TRIGGER intervention_no_delete BEFORE DELETE ON intervention BEGIN SELECT RAISE(ABORT, 'INTERVENTION_APPEND_ONLY'); END",
        "CREATE TRIGGER intervention_team_no_update BEFORE UPDATE ON intervention_team BEGIN SELECT RAISE(ABORT, 'INTERVENTION_TEAM_APPEND_ONLY'); END",
        "CREATE TRIGGER intervention_team_no_delete BEFORE DELETE ON intervention_team BEGIN SELECT RAISE(ABORT, 'INTERVENTION_TEAM_APPEND_ONLY'); END",
        "CREATE TRIGGER alignment_change_no_update BEFORE UPDATE ON alignment_change BEGIN SELECT RAISE(ABORT, 'ALIGNMENT_CHANGE_APPEND_ONLY'); END",
        "CREATE TRIGGER alignment_change_no_delete BEFORE DELETE ON alignment_change BEGIN SELECT RAISE(ABORT, 'ALIGNMENT_CHANGE_APPEND_ONLY'); END",
        "CREATE TRIGGER project_decision_no_update BEFORE UPDATE ON project_decision BEGIN SELECT RAISE(ABORT, 'PROJECT_DECISION_APPEND_ONLY'); END",
        "CREATE TRIGGER project_decision_no_delete BEFORE DELETE ON project_decision BEGIN SELECT RAISE(ABORT, 'PROJECT_DECISION_APPEND_ONLY'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION refuse_other_promise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.promise <> OLD.promise OR NEW.third_party <> OLD.third_party OR NEW.code <> OLD.code OR NEW.version_id <> OLD.version_id OR NEW.kind <> OLD.kind OR NEW.least <> OLD.least OR CAST(NEW.cuts AS TEXT) <> CAST(OLD.cuts AS TEXT) OR NEW.state = 'draft') AND (OLD.state <> 'draft' OR EXISTS (SELECT 1 FROM pending WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM anonymous_answer WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM administration WHERE context = OLD.code)) THEN RAISE EXCEPTION 'PROMISE_KEPT' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END IF; IF OLD.state <> 'draft' OR EXISTS (SELECT 1 FROM pending WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM anonymous_answer WHERE campaign = OLD.code) OR EXISTS (SELECT 1 FROM administration WHERE context = OLD.code) THEN RAISE EXCEPTION 'PROMISE_KEPT' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER campaign_promise_kept BEFORE UPDATE OR DELETE ON campaign FOR EACH ROW EXECUTE FUNCTION refuse_other_promise()',
        "CREATE OR REPLACE FUNCTION refuse_other_labels() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF CAST(NEW.labels AS TEXT) <> CAST(OLD.labels AS TEXT) THEN RAISE EXCEPTION 'PROMISE_KEPT' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER campaign_invitation_labels BEFORE UPDATE OF labels ON campaign_invitation FOR EACH ROW EXECUTE FUNCTION refuse_other_labels()',
        "CREATE OR REPLACE FUNCTION refuse_misplaced_pending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') THEN RAISE EXCEPTION 'PROMISE_OTHER' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER pending_promise BEFORE INSERT OR UPDATE OF campaign ON pending FOR EACH ROW EXECUTE FUNCTION refuse_misplaced_pending()',
        "CREATE OR REPLACE FUNCTION refuse_misplaced_anonymous_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM campaign WHERE code = NEW.campaign AND promise = 'confidential') THEN RAISE EXCEPTION 'PROMISE_OTHER' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER anonymous_answer_promise BEFORE INSERT OR UPDATE OF campaign ON anonymous_answer FOR EACH ROW EXECUTE FUNCTION refuse_misplaced_anonymous_answer()',
        "CREATE OR REPLACE FUNCTION refuse_misplaced_administration() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM campaign WHERE code = NEW.context AND promise = 'anonymous') THEN RAISE EXCEPTION 'PROMISE_OTHER' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER administration_promise BEFORE INSERT OR UPDATE OF context ON administration FOR EACH ROW EXECUTE FUNCTION refuse_misplaced_administration()',
        "CREATE OR REPLACE FUNCTION refuse_data_opening_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'DATA_OPENING_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER data_opening_append_only BEFORE UPDATE OR DELETE ON data_opening FOR EACH ROW EXECUTE FUNCTION refuse_data_opening_change()',
        "CREATE OR REPLACE FUNCTION refuse_lever_belief_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'LEVER_BELIEF_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER lever_belief_append_only BEFORE UPDATE OR DELETE ON lever_belief FOR EACH ROW EXECUTE FUNCTION refuse_lever_belief_change()',
        "CREATE OR REPLACE FUNCTION refuse_lever_belief_place_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'LEVER_BELIEF_PLACE_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER lever_belief_place_append_only BEFORE UPDATE OR DELETE ON lever_belief_place FOR EACH ROW EXECUTE FUNCTION refuse_lever_belief_place_change()',
        "CREATE OR REPLACE FUNCTION refuse_locked_lever() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'LEVER_LOCKED' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER lever_locked BEFORE UPDATE OR DELETE ON lever FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION refuse_locked_lever()',
        "CREATE OR REPLACE FUNCTION refuse_late_lever() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (TG_OP = 'INSERT' OR NEW.locked_at IS NOT NULL) AND NOT NEW.exploratory AND EXISTS (SELECT 1 FROM data_opening WHERE job = NEW.job) THEN RAISE EXCEPTION 'LEVER_AFTER_OPENING' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER lever_late BEFORE INSERT OR UPDATE ON lever FOR EACH ROW EXECUTE FUNCTION refuse_late_lever()',
        "CREATE OR REPLACE FUNCTION refuse_locked_lever_measure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT locked_at FROM lever WHERE id = OLD.lever_id) IS NOT NULL OR (SELECT locked_at FROM lever WHERE id = NEW.lever_id) IS NOT NULL THEN RAISE EXCEPTION 'LEVER_LOCKED' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN COALESCE(NEW, OLD); END $$",
        'CREATE TRIGGER lever_measure_locked BEFORE INSERT OR UPDATE OR DELETE ON lever_measure FOR EACH ROW EXECUTE FUNCTION refuse_locked_lever_measure()',
        "CREATE OR REPLACE FUNCTION refuse_intervention_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'INTERVENTION_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER intervention_append_only BEFORE UPDATE OR DELETE ON intervention FOR EACH ROW EXECUTE FUNCTION refuse_intervention_change()',
        "CREATE OR REPLACE FUNCTION refuse_intervention_team_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'INTERVENTION_TEAM_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER intervention_team_append_only BEFORE UPDATE OR DELETE ON intervention_team FOR EACH ROW EXECUTE FUNCTION refuse_intervention_team_change()',
        "CREATE OR REPLACE FUNCTION refuse_alignment_change_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'ALIGNMENT_CHANGE_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER alignment_change_append_only BEFORE UPDATE OR DELETE ON alignment_change FOR EACH ROW EXECUTE FUNCTION refuse_alignment_change_change()',
        "CREATE OR REPLACE FUNCTION refuse_project_decision_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'PROJECT_DECISION_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER project_decision_append_only BEFORE UPDATE OR DELETE ON project_decision FOR EACH ROW EXECUTE FUNCTION refuse_project_decision_change()',
    ],
}


def upgrade() -> None:
    """Apply."""
    op.create_table('campaign_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('every_weeks', sa.Integer(), nullable=False),
    sa.Column('waves', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('every_weeks BETWEEN 1 AND 52', name=op.f('ck_campaign_series_every_weeks')),
    sa.CheckConstraint('waves BETWEEN 2 AND 52', name=op.f('ck_campaign_series_waves')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_series'))
    )
    with op.batch_alter_table('campaign_series', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_series_next_at'), ['next_at'], unique=False)

    op.create_table('comment',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('box', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('quotable', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_box'), ['box'], unique=False)

    op.create_table('comment_pool',
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('waiting', sa.JSON(), nullable=False),
    sa.Column('spent', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_comment_pool'))
    )
    op.create_table('data_opening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('opened_by', sa.String(length=64), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('teams', sa.Integer(), nullable=False),
    sa.Column('hypotheses', sa.Integer(), nullable=False),
    sa.Column('seed', sa.BigInteger(), nullable=False),
    sa.Column('holdout', sa.JSON(), nullable=False),
    sa.Column('holdout_people', sa.Integer(), nullable=False),
    sa.Column('holdout_reason', sa.String(length=32), nullable=False),
    sa.Column('rule', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_opening')),
    sa.UniqueConstraint('job', name=op.f('uq_data_opening_job'))
    )
    op.create_table('known_customer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_known_customer')),
    sa.UniqueConstraint('name', name=op.f('uq_known_customer_name'))
    )
    op.create_table('lever',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('family', sa.String(length=8), nullable=False),
    sa.Column('tier', sa.String(length=8), nullable=False),
    sa.Column('parent', sa.String(length=200), nullable=False),
    sa.Column('type', sa.String(length=10), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('direction', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('source_note', sa.Text(), nullable=False),
    sa.Column('conflict', sa.Text(), nullable=False),
    sa.Column('reverse_cause', sa.Boolean(), nullable=False),
    sa.Column('reverse_why', sa.Text(), nullable=False),
    sa.Column('circumstances', sa.Text(), nullable=False),
    sa.Column('ethical_risk', sa.Text(), nullable=False),
    sa.Column('example', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('registered_by', sa.String(length=64), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('locked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('exploratory', sa.Boolean(), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("family IN ('rep', 'manager')", name=op.f('ck_lever_family')),
    sa.CheckConstraint("source IN ('discussion', 'survey', 'interview', 'focus_group', 'observation', 'literature', 'vendor', 'leader_belief')", name=op.f('ck_lever_source')),
    sa.CheckConstraint("stage IN ('', 'first_engagement', 'discovery', 'solution', 'decision', 'closing', 'after_sale')", name=op.f('ck_lever_stage')),
    sa.CheckConstraint("tier IN ('company', 'function', 'position', 'task')", name=op.f('ck_lever_tier')),
    sa.CheckConstraint("type IN ('competency', 'knowledge', 'skill', 'behaviour', 'condition')", name=op.f('ck_lever_type')),
    sa.CheckConstraint('direction IN (1, -1)', name=op.f('ck_lever_direction')),
    sa.ForeignKeyConstraint(['replaces_id'], ['lever.id'], name=op.f('fk_lever_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever')),
    sa.UniqueConstraint('job', 'code', name=op.f('uq_lever_job_code'))
    )
    with op.batch_alter_table('lever', schema=None) as batch_op:
        batch_op.create_index('ix_lever_job_locked', ['job', 'locked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_lever_replaces_id'), ['replaces_id'], unique=False)

    op.create_table('lever_belief',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('leader', sa.String(length=64), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_belief')),
    sa.UniqueConstraint('job', 'leader', name=op.f('uq_lever_belief_job_leader'))
    )
    op.create_table('project',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('scope', sa.String(length=16), nullable=False),
    sa.Column('buy_in', sa.Integer(), nullable=False),
    sa.Column('recommended', sa.String(length=16), nullable=False),
    sa.Column('entry', sa.String(length=16), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('started_by', sa.String(length=64), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("entry = recommended OR why <> ''", name=op.f('ck_project_why')),
    sa.CheckConstraint("entry IN ('company', 'function', 'position', 'task')", name=op.f('ck_project_entry')),
    sa.CheckConstraint("recommended IN ('company', 'function', 'position', 'task')", name=op.f('ck_project_recommended')),
    sa.CheckConstraint("scope IN ('company', 'function', 'position', 'task')", name=op.f('ck_project_scope')),
    sa.CheckConstraint('buy_in BETWEEN 1 AND 5', name=op.f('ck_project_buy_in')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project'))
    )
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_job'), ['job'], unique=False)

    op.create_table('alignment_look',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=16), nullable=False),
    sa.Column('looked_by', sa.String(length=64), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("category IN ('policies', 'practices', 'processes', 'procedures', 'systems', 'compensations', 'culture', 'other')", name=op.f('ck_alignment_look_category')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_alignment_look_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alignment_look'))
    )
    with op.batch_alter_table('alignment_look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alignment_look_project_id'), ['project_id'], unique=False)

    op.create_table('intervention',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('design', sa.String(length=20), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('picked_low', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.BigInteger(), nullable=True),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(design IN ('randomised', 'stepped_wedge')) = (seed IS NOT NULL)", name=op.f('ck_intervention_lot')),
    sa.CheckConstraint("design IN ('randomised', 'stepped_wedge', 'comparison_teams', 'matched_control', 'before_after')", name=op.f('ck_intervention_design')),
    sa.ForeignKeyConstraint(['corrects_id'], ['intervention.id'], name=op.f('fk_intervention_corrects_id')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_intervention_lever_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_intervention')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_intervention_corrects_id'))
    )
    with op.batch_alter_table('intervention', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_intervention_lever_id'), ['lever_id'], unique=False)

    op.create_table('lever_belief_place',
    sa.Column('belief_id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.CheckConstraint('place >= 1', name=op.f('ck_lever_belief_place_place')),
    sa.ForeignKeyConstraint(['belief_id'], ['lever_belief.id'], name=op.f('fk_lever_belief_place_belief_id')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_lever_belief_place_lever_id')),
    sa.PrimaryKeyConstraint('belief_id', 'lever_id', name=op.f('pk_lever_belief_place')),
    sa.UniqueConstraint('belief_id', 'place', name=op.f('uq_lever_belief_place_belief_id_place'))
    )
    op.create_table('lever_cohort',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_lever_cohort_analysis_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_cohort')),
    sa.UniqueConstraint('job', name=op.f('uq_lever_cohort_job'))
    )
    op.create_table('lever_measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('reference', sa.String(length=200), nullable=False),
    sa.Column('reliability', sa.Double(), nullable=True),
    sa.Column('standard', sa.Double(), nullable=True),
    sa.Column('rater_saw_results', sa.Boolean(), nullable=False),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('survey', 'kpi', 'observation', 'upload')", name=op.f('ck_lever_measure_kind')),
    sa.CheckConstraint('reliability > 0 AND reliability <= 1', name=op.f('ck_lever_measure_reliability')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_lever_measure_lever_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_measure')),
    sa.UniqueConstraint('lever_id', 'kind', 'reference', name=op.f('uq_lever_measure_lever_id_kind_reference'))
    )
    op.create_table('lever_meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('third_party', sa.Boolean(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('discussion', 'survey', 'interview', 'focus_group', 'observation', 'case')", name=op.f('ck_lever_meeting_kind')),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_lever_meeting_analysis_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_meeting'))
    )
    with op.batch_alter_table('lever_meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lever_meeting_job'), ['job'], unique=False)

    op.create_table('practice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('situation', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('means', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('benefit', sa.String(length=20), nullable=False),
    sa.Column('artifact', sa.Text(), nullable=False),
    sa.Column('claim', sa.Text(), nullable=False),
    sa.Column('writers', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('analysed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('compliance', sa.String(length=8), nullable=False),
    sa.Column('compliance_why', sa.Text(), nullable=False),
    sa.Column('compliance_by', sa.String(length=64), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('talk', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("benefit IN ('revenue', 'efficiency', 'decision_quality')", name=op.f('ck_practice_benefit')),
    sa.CheckConstraint("compliance IN ('', 'fit', 'unfit')", name=op.f('ck_practice_compliance')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_practice_lever_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice'))
    )
    with op.batch_alter_table('practice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_lever_id'), ['lever_id'], unique=False)

    op.create_table('project_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('decided_by', sa.String(length=64), nullable=False),
    sa.Column('recorded_by', sa.String(length=64), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('start', 'adopt', 'change', 'defer', 'stop', 'other')", name=op.f('ck_project_decision_kind')),
    sa.ForeignKeyConstraint(['corrects_id'], ['project_decision.id'], name=op.f('fk_project_decision_corrects_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_decision_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_decision'))
    )
    with op.batch_alter_table('project_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_decision_project_id'), ['project_id'], unique=False)

    op.create_table('project_step_statement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=24), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('stated_by', sa.String(length=64), nullable=False),
    sa.Column('stated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('not_begun', 'begun', 'done')", name=op.f('ck_project_step_statement_state')),
    sa.CheckConstraint("step IN ('performer_analysis', 'selection', 'lever_identification', 'practices_capture', 'training', 'other_alignment')", name=op.f('ck_project_step_statement_step')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_step_statement_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_step_statement'))
    )
    with op.batch_alter_table('project_step_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_step_statement_project_id'), ['project_id'], unique=False)

    op.create_table('replicability_rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('rater', sa.String(length=64), nullable=False),
    sa.Column('view', sa.String(length=12), nullable=False),
    sa.Column('taught', sa.Integer(), nullable=False),
    sa.Column('talent', sa.Integer(), nullable=False),
    sa.Column('access', sa.Integer(), nullable=False),
    sa.Column('segments', sa.Integer(), nullable=False),
    sa.Column('time', sa.Integer(), nullable=False),
    sa.Column('rated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("view IN ('performer', 'manager', 'enablement')", name=op.f('ck_replicability_rating_view')),
    sa.CheckConstraint('access BETWEEN 1 AND 5', name=op.f('ck_replicability_rating_access')),
    sa.CheckConstraint('segments BETWEEN 1 AND 5', name=op.f('ck_replicability_rating_segments')),
    sa.CheckConstraint('talent BETWEEN 1 AND 5', name=op.f('ck_replicability_rating_talent')),
    sa.CheckConstraint('taught BETWEEN 1 AND 5', name=op.f('ck_replicability_rating_taught')),
    sa.CheckConstraint('time BETWEEN 1 AND 5', name=op.f('ck_replicability_rating_time')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_replicability_rating_lever_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replicability_rating')),
    sa.UniqueConstraint('lever_id', 'rater', name=op.f('uq_replicability_rating_lever_id_rater'))
    )
    with op.batch_alter_table('replicability_rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replicability_rating_lever_id'), ['lever_id'], unique=False)

    op.create_table('share_pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('reports', sa.JSON(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('shared_by', sa.String(length=64), nullable=False),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_share_pack_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_pack'))
    )
    with op.batch_alter_table('share_pack', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_pack_project_id'), ['project_id'], unique=False)

    op.create_table('team_condition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('condition_key', sa.String(length=200), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_condition_team_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_team_condition_upload_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_condition'))
    )
    with op.batch_alter_table('team_condition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_condition_condition_key'), ['condition_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_team_condition_upload_id'), ['upload_id'], unique=False)
        batch_op.create_index('one_condition_a_team', ['team_id', 'condition_key'], unique=True)

    op.create_table('comment_box',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=True),
    sa.Column('entry', sa.String(length=32), nullable=False),
    sa.Column('third_party', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_comment_box_campaign_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_box')),
    sa.UniqueConstraint('campaign_id', name=op.f('uq_comment_box_campaign_id')),
    sa.UniqueConstraint('code', name=op.f('uq_comment_box_code'))
    )
    op.create_table('intervention_team',
    sa.Column('intervention_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('treated', sa.Boolean(), nullable=False),
    sa.Column('start', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['intervention_id'], ['intervention.id'], name=op.f('fk_intervention_team_intervention_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_intervention_team_team_id')),
    sa.PrimaryKeyConstraint('intervention_id', 'team_id', name=op.f('pk_intervention_team'))
    )
    with op.batch_alter_table('intervention_team', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_intervention_team_team_id'), ['team_id'], unique=False)

    op.create_table('lever_speaker',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('standing', sa.String(length=8), nullable=False),
    sa.CheckConstraint("standing IN ('top', 'outlier', 'middle', 'other')", name=op.f('ck_lever_speaker_standing')),
    sa.ForeignKeyConstraint(['meeting_id'], ['lever_meeting.id'], name=op.f('fk_lever_speaker_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_speaker')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_lever_speaker_meeting_id_number'))
    )
    op.create_table('lever_value',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('lever_key', sa.String(length=200), nullable=False),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=True),
    sa.Column('period_end', sa.Date(), nullable=True),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('opportunities', sa.Double(), nullable=True),
    sa.Column('upload_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("source IN ('self', 'manager', 'observation', 'kpi', 'survey', 'upload')", name=op.f('ck_lever_value_source')),
    sa.CheckConstraint('opportunities > 0', name=op.f('ck_lever_value_opportunities')),
    sa.CheckConstraint('opportunities IS NULL OR (value >= 0 AND value <= 1)', name=op.f('ck_lever_value_share')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lever_value_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_lever_value_upload_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_value'))
    )
    with op.batch_alter_table('lever_value', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lever_value_lever_key'), ['lever_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_lever_value_upload_id'), ['upload_id'], unique=False)
        batch_op.create_index('one_value_a_period', ['person_id', 'lever_key', 'source', 'period_start'], unique=True, sqlite_where=sa.text('period_start IS NOT NULL'), postgresql_where=sa.text('period_start IS NOT NULL'))
        batch_op.create_index('one_value_of_all_time', ['person_id', 'lever_key', 'source'], unique=True, sqlite_where=sa.text('period_start IS NULL'), postgresql_where=sa.text('period_start IS NULL'))

    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('begun_by', sa.String(length=64), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_choice', sa.JSON(), nullable=True),
    sa.Column('manager_choice', sa.JSON(), nullable=True),
    sa.Column('advice_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('months BETWEEN 1 AND 12', name=op.f('ck_plan_months')),
    sa.ForeignKeyConstraint(['advice_id'], ['analysis.id'], name=op.f('fk_plan_advice_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_plan_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan'))
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_person_id'), ['person_id'], unique=False)
        batch_op.create_index('one_plan_at_a_time', ['person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('practice_ballot',
    sa.Column('practice_id', sa.Integer(), nullable=False),
    sa.Column('panel', sa.String(length=12), nullable=False),
    sa.Column('votes', sa.JSON(), nullable=False),
    sa.Column('voted', sa.JSON(), nullable=False),
    sa.CheckConstraint("panel IN ('performers', 'leaders')", name=op.f('ck_practice_ballot_panel')),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], name=op.f('fk_practice_ballot_practice_id')),
    sa.PrimaryKeyConstraint('practice_id', 'panel', name=op.f('pk_practice_ballot'))
    )
    op.create_table('practice_barrier',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('practice_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('owner', sa.String(length=200), nullable=False),
    sa.Column('fix', sa.Text(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.CheckConstraint("state IN ('open', 'fixed', 'accepted')", name=op.f('ck_practice_barrier_state')),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], name=op.f('fk_practice_barrier_practice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_barrier'))
    )
    with op.batch_alter_table('practice_barrier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_barrier_practice_id'), ['practice_id'], unique=False)

    op.create_table('practice_deviation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('practice_id', sa.Integer(), nullable=False),
    sa.Column('standard', sa.String(length=200), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], name=op.f('fk_practice_deviation_practice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_deviation'))
    )
    with op.batch_alter_table('practice_deviation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_deviation_practice_id'), ['practice_id'], unique=False)

    op.create_table('practice_result',
    sa.Column('practice_id', sa.Integer(), nullable=False),
    sa.Column('panel', sa.String(length=12), nullable=False),
    sa.Column('judges', sa.Integer(), nullable=False),
    sa.Column('essential', sa.Integer(), nullable=True),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.CheckConstraint("panel IN ('performers', 'leaders')", name=op.f('ck_practice_result_panel')),
    sa.CheckConstraint('(essential IS NULL) = (judges < 5)', name=op.f('ck_practice_result_essential')),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], name=op.f('fk_practice_result_practice_id')),
    sa.PrimaryKeyConstraint('practice_id', 'panel', name=op.f('pk_practice_result'))
    )
    op.create_table('project_decision_words',
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['project_decision.id'], name=op.f('fk_project_decision_words_decision_id')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_project_decision_words'))
    )
    op.create_table('alignment_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('tier', sa.String(length=16), nullable=False),
    sa.Column('element', sa.String(length=32), nullable=False),
    sa.Column('finding', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=True),
    sa.Column('group', sa.String(length=420), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('found_by', sa.String(length=64), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("element IN ('culture', 'compensation', 'processes', 'policies', 'procedures', 'technology', 'performance_management', 'analytics', 'reporting', 'other')", name=op.f('ck_alignment_item_element')),
    sa.CheckConstraint("status IN ('unknown', 'misaligned', 'changing', 'aligned')", name=op.f('ck_alignment_item_status')),
    sa.CheckConstraint("tier IN ('company', 'function', 'position', 'task')", name=op.f('ck_alignment_item_tier')),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_alignment_item_analysis_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_alignment_item_owner_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_alignment_item_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alignment_item'))
    )
    with op.batch_alter_table('alignment_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alignment_item_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_alignment_item_project_id'), ['project_id'], unique=False)

    op.create_table('lever_speaker_identity',
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lever_speaker_identity_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['lever_speaker.id'], name=op.f('fk_lever_speaker_identity_speaker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('speaker_id', name=op.f('pk_lever_speaker_identity'))
    )
    with op.batch_alter_table('lever_speaker_identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lever_speaker_identity_person_id'), ['person_id'], unique=False)

    op.create_table('lever_tally',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('coder', sa.String(length=64), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('occasions', sa.Integer(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('done >= 0 AND done <= occasions AND occasions > 0', name=op.f('ck_lever_tally_share')),
    sa.ForeignKeyConstraint(['speaker_id'], ['lever_speaker.id'], name=op.f('fk_lever_tally_speaker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lever_tally')),
    sa.UniqueConstraint('speaker_id', 'key', 'coder', name=op.f('uq_lever_tally_speaker_id_key_coder'))
    )
    with op.batch_alter_table('lever_tally', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lever_tally_key'), ['key'], unique=False)

    op.create_table('plan_goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=False),
    sa.Column('behaviour', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('measure', sa.String(length=200), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('baseline', sa.Double(), nullable=False),
    sa.Column('target', sa.Double(), nullable=False),
    sa.Column('error', sa.Double(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('support', sa.Text(), nullable=False),
    sa.Column('schedule', sa.Text(), nullable=False),
    sa.Column('cadence', sa.Integer(), nullable=False),
    sa.Column('per', sa.Integer(), nullable=True),
    sa.CheckConstraint('cadence BETWEEN 1 AND 60', name=op.f('ck_plan_goal_cadence')),
    sa.CheckConstraint('error >= 0', name=op.f('ck_plan_goal_error')),
    sa.CheckConstraint('per > 0', name=op.f('ck_plan_goal_per')),
    sa.CheckConstraint('target <> baseline', name=op.f('ck_plan_goal_target')),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_plan_goal_lever_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_goal_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_goal'))
    )
    with op.batch_alter_table('plan_goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_goal_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(length=8), nullable=False),
    sa.Column('signed_by', sa.String(length=64), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint("side IN ('person', 'manager')", name=op.f('ck_plan_signature_side')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_signature_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_signature')),
    sa.UniqueConstraint('plan_id', 'side', name=op.f('uq_plan_signature_plan_id_side'))
    )
    with op.batch_alter_table('plan_signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_signature_plan_id'), ['plan_id'], unique=False)

    op.create_table('practice_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('practice_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('panel', sa.String(length=12), nullable=False),
    sa.CheckConstraint("panel IN ('performers', 'leaders')", name=op.f('ck_practice_seat_panel')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_practice_seat_account_id')),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], name=op.f('fk_practice_seat_practice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_seat')),
    sa.UniqueConstraint('practice_id', 'account_id', name=op.f('uq_practice_seat_practice_id_account_id'))
    )
    with op.batch_alter_table('practice_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_seat_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_practice_seat_practice_id'), ['practice_id'], unique=False)

    op.create_table('share_pack_reader',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pack_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_share_pack_reader_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pack_id'], ['share_pack.id'], name=op.f('fk_share_pack_reader_pack_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_pack_reader')),
    sa.UniqueConstraint('pack_id', 'account_id', name=op.f('uq_share_pack_reader_pack_id_account_id'))
    )
    with op.batch_alter_table('share_pack_reader', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_pack_reader_account_id'), ['account_id'], unique=False)

    op.create_table('theme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('box_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('paraphrase', sa.Text(), nullable=False),
    sa.Column('voices', sa.String(length=9), nullable=False),
    sa.Column('released', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("released = (voices <> '')", name=op.f('ck_theme_released_with_voices')),
    sa.CheckConstraint("voices IN ('', 'few', 'several', 'many', 'very_many')", name=op.f('ck_theme_voices')),
    sa.ForeignKeyConstraint(['box_id'], ['comment_box.id'], name=op.f('fk_theme_box_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme'))
    )
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_box_id'), ['box_id'], unique=False)

    op.create_table('alignment_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('changed_by', sa.String(length=64), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("status IN ('unknown', 'misaligned', 'changing', 'aligned')", name=op.f('ck_alignment_change_status')),
    sa.ForeignKeyConstraint(['item_id'], ['alignment_item.id'], name=op.f('fk_alignment_change_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alignment_change'))
    )
    with op.batch_alter_table('alignment_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alignment_change_item_id'), ['item_id'], unique=False)

    op.create_table('evidence_unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('situation', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('trace', sa.String(length=200), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('theme_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('quote', 'summary')", name=op.f('ck_evidence_unit_kind')),
    sa.CheckConstraint("stage IN ('', 'first_engagement', 'discovery', 'solution', 'decision', 'closing', 'after_sale')", name=op.f('ck_evidence_unit_stage')),
    sa.ForeignKeyConstraint(['meeting_id'], ['lever_meeting.id'], name=op.f('fk_evidence_unit_meeting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['lever_speaker.id'], name=op.f('fk_evidence_unit_speaker_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_evidence_unit_theme_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_unit')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_evidence_unit_meeting_id_number')),
    sa.UniqueConstraint('meeting_id', 'theme_id', name=op.f('uq_evidence_unit_meeting_id_theme_id'))
    )
    with op.batch_alter_table('evidence_unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_unit_theme_id'), ['theme_id'], unique=False)

    op.create_table('plan_check_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('practised', sa.Boolean(), nullable=False),
    sa.Column('value', sa.Double(), nullable=True),
    sa.Column('chances', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('kept_by', sa.String(length=64), nullable=False),
    sa.CheckConstraint('chances > 0 AND value BETWEEN 0 AND chances', name=op.f('ck_plan_check_in_chances')),
    sa.ForeignKeyConstraint(['goal_id'], ['plan_goal.id'], name=op.f('fk_plan_check_in_goal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_check_in')),
    sa.UniqueConstraint('goal_id', 'on', name=op.f('uq_plan_check_in_goal_id_on'))
    )
    with op.batch_alter_table('plan_check_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_check_in_goal_id'), ['goal_id'], unique=False)

    op.create_table('theme_comment',
    sa.Column('theme_id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_theme_comment_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_theme_comment_theme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('theme_id', 'comment_id', name=op.f('pk_theme_comment')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('theme_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_comment_comment_id'), ['comment_id'], unique=False)

    op.create_table('evidence_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('lever_id', sa.Integer(), nullable=True),
    sa.Column('coder', sa.String(length=64), nullable=False),
    sa.Column('coded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['lever_id'], ['lever.id'], name=op.f('fk_evidence_code_lever_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['evidence_unit.id'], name=op.f('fk_evidence_code_unit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_code')),
    sa.UniqueConstraint('unit_id', 'coder', name=op.f('uq_evidence_code_unit_id_coder'))
    )
    with op.batch_alter_table('evidence_code', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_code_coder', ['coder'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_code_lever_id'), ['lever_id'], unique=False)

    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=12), server_default='other', nullable=False))
        batch_op.add_column(sa.Column('third_party', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('wave', sa.Integer(), server_default='1', nullable=False))
        batch_op.create_unique_constraint(batch_op.f('uq_campaign_series_id_wave'), ['series_id', 'wave'])
        batch_op.create_foreign_key(batch_op.f('fk_campaign_series_id'), 'campaign_series', ['series_id'], ['id'])
        batch_op.create_check_constraint(op.f('ck_campaign_kind'), "kind IN ('performers', 'conditions', 'openness', 'pulse', 'plan', 'question', 'other')")

    with op.batch_alter_table('campaign_released_set', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pooled', sa.Boolean(), server_default=sa.false(), nullable=False))

    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS campaign_promise_kept")
    else:
        op.execute("DROP TRIGGER IF EXISTS campaign_promise_kept ON campaign")
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.replace(':', r'\:')))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('campaign_released_set', schema=None) as batch_op:
        batch_op.drop_column('pooled')

    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_campaign_kind'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_campaign_series_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_campaign_series_id_wave'), type_='unique')
        batch_op.drop_column('wave')
        batch_op.drop_column('series_id')
        batch_op.drop_column('opened_at')
        batch_op.drop_column('third_party')
        batch_op.drop_column('kind')

    with op.batch_alter_table('evidence_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_code_lever_id'))
        batch_op.drop_index('ix_evidence_code_coder')

    op.drop_table('evidence_code')
    with op.batch_alter_table('theme_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_theme_comment_comment_id'))

    op.drop_table('theme_comment')
    with op.batch_alter_table('plan_check_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_check_in_goal_id'))

    op.drop_table('plan_check_in')
    with op.batch_alter_table('evidence_unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_unit_theme_id'))

    op.drop_table('evidence_unit')
    with op.batch_alter_table('alignment_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alignment_change_item_id'))

    op.drop_table('alignment_change')
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_theme_box_id'))

    op.drop_table('theme')
    with op.batch_alter_table('share_pack_reader', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_pack_reader_account_id'))

    op.drop_table('share_pack_reader')
    with op.batch_alter_table('practice_seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_seat_practice_id'))
        batch_op.drop_index(batch_op.f('ix_practice_seat_account_id'))

    op.drop_table('practice_seat')
    with op.batch_alter_table('plan_signature', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_signature_plan_id'))

    op.drop_table('plan_signature')
    with op.batch_alter_table('plan_goal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_goal_plan_id'))

    op.drop_table('plan_goal')
    with op.batch_alter_table('lever_tally', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lever_tally_key'))

    op.drop_table('lever_tally')
    with op.batch_alter_table('lever_speaker_identity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lever_speaker_identity_person_id'))

    op.drop_table('lever_speaker_identity')
    with op.batch_alter_table('alignment_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alignment_item_project_id'))
        batch_op.drop_index(batch_op.f('ix_alignment_item_owner_id'))

    op.drop_table('alignment_item')
    op.drop_table('project_decision_words')
    op.drop_table('practice_result')
    with op.batch_alter_table('practice_deviation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_deviation_practice_id'))

    op.drop_table('practice_deviation')
    with op.batch_alter_table('practice_barrier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_barrier_practice_id'))

    op.drop_table('practice_barrier')
    op.drop_table('practice_ballot')
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_index('one_plan_at_a_time', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_plan_person_id'))

    op.drop_table('plan')
    with op.batch_alter_table('lever_value', schema=None) as batch_op:
        batch_op.drop_index('one_value_of_all_time', sqlite_where=sa.text('period_start IS NULL'), postgresql_where=sa.text('period_start IS NULL'))
        batch_op.drop_index('one_value_a_period', sqlite_where=sa.text('period_start IS NOT NULL'), postgresql_where=sa.text('period_start IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_lever_value_upload_id'))
        batch_op.drop_index(batch_op.f('ix_lever_value_lever_key'))

    op.drop_table('lever_value')
    op.drop_table('lever_speaker')
    with op.batch_alter_table('intervention_team', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_intervention_team_team_id'))

    op.drop_table('intervention_team')
    op.drop_table('comment_box')
    with op.batch_alter_table('team_condition', schema=None) as batch_op:
        batch_op.drop_index('one_condition_a_team')
        batch_op.drop_index(batch_op.f('ix_team_condition_upload_id'))
        batch_op.drop_index(batch_op.f('ix_team_condition_condition_key'))

    op.drop_table('team_condition')
    with op.batch_alter_table('share_pack', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_pack_project_id'))

    op.drop_table('share_pack')
    with op.batch_alter_table('replicability_rating', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_replicability_rating_lever_id'))

    op.drop_table('replicability_rating')
    with op.batch_alter_table('project_step_statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_step_statement_project_id'))

    op.drop_table('project_step_statement')
    with op.batch_alter_table('project_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_decision_project_id'))

    op.drop_table('project_decision')
    with op.batch_alter_table('practice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_lever_id'))

    op.drop_table('practice')
    with op.batch_alter_table('lever_meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lever_meeting_job'))

    op.drop_table('lever_meeting')
    op.drop_table('lever_measure')
    op.drop_table('lever_cohort')
    op.drop_table('lever_belief_place')
    with op.batch_alter_table('intervention', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_intervention_lever_id'))

    op.drop_table('intervention')
    with op.batch_alter_table('alignment_look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alignment_look_project_id'))

    op.drop_table('alignment_look')
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_job'))

    op.drop_table('project')
    op.drop_table('lever_belief')
    with op.batch_alter_table('lever', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lever_replaces_id'))
        batch_op.drop_index('ix_lever_job_locked')

    op.drop_table('lever')
    op.drop_table('known_customer')
    op.drop_table('data_opening')
    op.drop_table('comment_pool')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_box'))

    op.drop_table('comment')
    with op.batch_alter_table('campaign_series', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_series_next_at'))

    op.drop_table('campaign_series')
