"""Interviews: rounds, guides, references, vignettes, imported ratings, calibration."""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    """Apply."""
    op.create_table('anchor_study',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('competencies', sa.JSON(), nullable=False),
    sa.Column('anchors', sa.JSON(), nullable=False),
    sa.Column('written_by', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_anchor_study_closed_has_its_moment')),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_anchor_study_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anchor_study'))
    )
    op.create_table('calibration_due',
    sa.Column('pool', sa.String(length=100), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('pool', name=op.f('pk_calibration_due'))
    )
    op.create_table('guide',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide')),
    sa.UniqueConstraint('code', name=op.f('uq_guide_code'))
    )
    with op.batch_alter_table('guide', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_job'), ['job'], unique=False)

    op.create_table('job_analysis',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(length=100), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('competencies', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_job_analysis_closed_has_its_moment')),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_job_analysis_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_analysis')),
    sa.UniqueConstraint('job', 'number', name=op.f('uq_job_analysis_job_number'))
    )
    with op.batch_alter_table('job_analysis', schema=None) as batch_op:
        batch_op.create_index('uq_job_analysis_open', ['job'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('rating_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('layout', sa.String(length=12), nullable=False),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('stored', sa.String(length=64), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('low', sa.Integer(), nullable=False),
    sa.Column('high', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("layout IN ('long', 'wide', 'facets', 'harvest')", name=op.f('ck_rating_batch_layout')),
    sa.CheckConstraint("state IN ('open', 'imported', 'discarded', 'withdrawn')", name=op.f('ck_rating_batch_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating_batch'))
    )
    with op.batch_alter_table('rating_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rating_batch_sha256'), ['sha256'], unique=False)

    op.create_table('guide_job_link',
    sa.Column('guide_id', sa.Integer(), nullable=False),
    sa.Column('competency', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('written_by', sa.String(length=64), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['guide_id'], ['guide.id'], name=op.f('fk_guide_job_link_guide_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('guide_id', 'competency', name=op.f('pk_guide_job_link'))
    )
    op.create_table('job_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['analysis_id'], ['job_analysis.id'], name=op.f('fk_job_task_analysis_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_task'))
    )
    with op.batch_alter_table('job_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_task_analysis_id'), ['analysis_id'], unique=False)

    op.create_table('reference_norm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('leniency', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_reference_norm_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reference_norm'))
    )
    with op.batch_alter_table('reference_norm', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reference_norm_version_id'), ['version_id'], unique=False)

    op.create_table('vignette',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('scorecard', sa.String(length=60), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_vignette_participant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vignette')),
    sa.UniqueConstraint('code', name=op.f('uq_vignette_code')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_vignette_participant_id'))
    )
    op.create_table('vignette_gold',
    sa.Column('vignette_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=80), nullable=False),
    sa.Column('points', sa.Double(), nullable=True),
    sa.Column('sd', sa.Double(), nullable=True),
    sa.Column('experts', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['vignette_id'], ['vignette.id'], name=op.f('fk_vignette_gold_vignette_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('vignette_id', 'topic', name=op.f('pk_vignette_gold'))
    )
    op.create_table('anchor_judge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_anchor_judge_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['study_id'], ['anchor_study.id'], name=op.f('fk_anchor_judge_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anchor_judge')),
    sa.UniqueConstraint('study_id', 'account_id', name=op.f('uq_anchor_judge_study_id_account_id'))
    )
    with op.batch_alter_table('anchor_judge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_anchor_judge_account_id'), ['account_id'], unique=False)

    op.create_table('calendar_feed',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_feed_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('digest', name=op.f('uq_calendar_feed_digest'))
    )
    op.create_table('job_expert',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('standing', sa.String(length=16), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("standing IN ('does_it', 'leads_it', 'trains_for_it', 'works_with_it')", name=op.f('ck_job_expert_standing')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_job_expert_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['analysis_id'], ['job_analysis.id'], name=op.f('fk_job_expert_analysis_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_expert')),
    sa.UniqueConstraint('analysis_id', 'account_id', name=op.f('uq_job_expert_analysis_id_account_id'))
    )
    with op.batch_alter_table('job_expert', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_expert_account_id'), ['account_id'], unique=False)

    op.create_table('anchor_placement',
    sa.Column('judge_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('competency', sa.String(length=80), nullable=False),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.CheckConstraint("(competency = '') = (points IS NULL)", name=op.f('ck_anchor_placement_level_with_its_competency')),
    sa.CheckConstraint('points BETWEEN 1 AND 5', name=op.f('ck_anchor_placement_points')),
    sa.ForeignKeyConstraint(['judge_id'], ['anchor_judge.id'], name=op.f('fk_anchor_placement_judge_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('judge_id', 'place', name=op.f('pk_anchor_placement'))
    )
    op.create_table('feedback_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['rater_id'], ['rater.id'], name=op.f('fk_feedback_release_rater_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reader_id'], ['account.id'], name=op.f('fk_feedback_release_reader_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_release')),
    sa.UniqueConstraint('rater_id', 'reader_id', name=op.f('uq_feedback_release_rater_id_reader_id'))
    )
    with op.batch_alter_table('feedback_release', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_release_reader_id'), ['reader_id'], unique=False)

    op.create_table('imported_rater',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=200), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['rater_id'], ['rater.id'], name=op.f('fk_imported_rater_rater_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported_rater')),
    sa.UniqueConstraint('code', name=op.f('uq_imported_rater_code'))
    )
    with op.batch_alter_table('imported_rater', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_imported_rater_rater_id'), ['rater_id'], unique=False)

    op.create_table('interview_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opening_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('deadline_hours', sa.Integer(), nullable=False),
    sa.Column('split', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('interview', 'simulation', 'observation')", name=op.f('ck_interview_round_kind')),
    sa.CheckConstraint('minutes > 0 AND deadline_hours > 0', name=op.f('ck_interview_round_lengths')),
    sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_interview_round_opening_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_interview_round_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_round')),
    sa.UniqueConstraint('opening_id', 'name', name=op.f('uq_interview_round_opening_id_name'))
    )
    with op.batch_alter_table('interview_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_round_version_id'), ['version_id'], unique=False)

    op.create_table('job_competency_rating',
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('competency', sa.String(length=80), nullable=False),
    sa.Column('importance', sa.Integer(), nullable=False),
    sa.CheckConstraint('importance BETWEEN 1 AND 5', name=op.f('ck_job_competency_rating_importance')),
    sa.ForeignKeyConstraint(['expert_id'], ['job_expert.id'], name=op.f('fk_job_competency_rating_expert_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('expert_id', 'competency', name=op.f('pk_job_competency_rating'))
    )
    op.create_table('job_task_rating',
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('frequency', sa.Integer(), nullable=False),
    sa.Column('importance', sa.Integer(), nullable=True),
    sa.CheckConstraint('frequency BETWEEN 0 AND 5', name=op.f('ck_job_task_rating_frequency')),
    sa.CheckConstraint('importance BETWEEN 1 AND 5', name=op.f('ck_job_task_rating_importance')),
    sa.ForeignKeyConstraint(['expert_id'], ['job_expert.id'], name=op.f('fk_job_task_rating_expert_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['job_task.id'], name=op.f('fk_job_task_rating_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('expert_id', 'task_id', name=op.f('pk_job_task_rating'))
    )
    with op.batch_alter_table('job_task_rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_task_rating_task_id'), ['task_id'], unique=False)

    op.create_table('reference_rules',
    sa.Column('opening_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('wanted', sa.Integer(), nullable=False),
    sa.Column('required', sa.JSON(), nullable=False),
    sa.Column('days_open', sa.Integer(), nullable=False),
    sa.Column('months_kept', sa.Integer(), nullable=False),
    sa.Column('contact', sa.String(length=255), nullable=False),
    sa.CheckConstraint('wanted BETWEEN 3 AND 8', name=op.f('ck_reference_rules_wanted')),
    sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_reference_rules_opening_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_reference_rules_version_id')),
    sa.PrimaryKeyConstraint('opening_id', name=op.f('pk_reference_rules'))
    )
    op.create_table('score_rule',
    sa.Column('opening_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=16), nullable=False),
    sa.Column('set_by', sa.String(length=64), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("rule IN ('raw', 'fair')", name=op.f('ck_score_rule_rule')),
    sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_score_rule_opening_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('opening_id', name=op.f('pk_score_rule'))
    )
    op.create_table('vignette_course',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("purpose IN ('training', 'gold')", name=op.f('ck_vignette_course_purpose')),
    sa.ForeignKeyConstraint(['rater_id'], ['rater.id'], name=op.f('fk_vignette_course_rater_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_vignette_course_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vignette_course'))
    )
    with op.batch_alter_table('vignette_course', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vignette_course_rater_id_finished_at'), ['rater_id', 'finished_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_vignette_course_version_id'), ['version_id'], unique=False)
        batch_op.create_index('uq_vignette_course_open', ['rater_id'], unique=True, sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))

    op.create_table('vignette_expert',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('named_by', sa.String(length=64), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['rater_id'], ['rater.id'], name=op.f('fk_vignette_expert_rater_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vignette_expert')),
    sa.UniqueConstraint('rater_id', name=op.f('uq_vignette_expert_rater_id'))
    )
    op.create_table('vignette_retest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['rater_id'], ['rater.id'], name=op.f('fk_vignette_retest_rater_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vignette_retest'))
    )
    with op.batch_alter_table('vignette_retest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vignette_retest_rater_id'), ['rater_id'], unique=False)

    op.create_table('background_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=32), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('recorded_by', sa.String(length=64), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("what IN ('not_started', 'in_progress', 'clear', 'needs_review', 'withdrawn', 'conditional_offer', 'pre_adverse_notice', 'copy_given', 'response_received', 'final_notice')", name=op.f('ck_background_event_what')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_background_event_application_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_background_event'))
    )
    with op.batch_alter_table('background_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_background_event_application_id'), ['application_id'], unique=False)

    op.create_table('imported_rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('ratee', sa.String(length=32), nullable=False),
    sa.Column('criterion', sa.String(length=200), nullable=False),
    sa.Column('question', sa.String(length=200), nullable=False),
    sa.Column('round', sa.String(length=200), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('rated_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['rating_batch.id'], name=op.f('fk_imported_rating_batch_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rater_id'], ['imported_rater.id'], name=op.f('fk_imported_rating_rater_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported_rating')),
    sa.UniqueConstraint('ratee', 'rater_id', 'criterion', 'question', 'round', name=op.f('uq_imported_rating_ratee_rater_id_criterion_question_round'))
    )
    with op.batch_alter_table('imported_rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_imported_rating_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_imported_rating_rater_id'), ['rater_id'], unique=False)

    op.create_table('job_competency_link',
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('competency', sa.String(length=80), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['expert_id', 'competency'], ['job_competency_rating.expert_id', 'job_competency_rating.competency'], name=op.f('fk_job_competency_link_expert_id_competency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['job_task.id'], name=op.f('fk_job_competency_link_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('expert_id', 'competency', 'task_id', name=op.f('pk_job_competency_link'))
    )
    with op.batch_alter_table('job_competency_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_competency_link_task_id'), ['task_id'], unique=False)

    op.create_table('reference_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('wanted', sa.Integer(), nullable=False),
    sa.Column('required', sa.JSON(), nullable=False),
    sa.Column('days_open', sa.Integer(), nullable=False),
    sa.Column('months_kept', sa.Integer(), nullable=False),
    sa.Column('contact', sa.String(length=255), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('network', sa.String(length=64), nullable=True),
    sa.Column('signs', sa.JSON(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_reference_check_analysis_id')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_reference_check_application_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_reference_check_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reference_check')),
    sa.UniqueConstraint('application_id', name=op.f('uq_reference_check_application_id'))
    )
    with op.batch_alter_table('reference_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reference_check_closed_at'), ['closed_at'], unique=False)
        batch_op.create_index('ix_reference_check_open', ['expires_at'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('vignette_exercise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('vignette_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('administration_id', sa.Integer(), nullable=False),
    sa.Column('locked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("part IN ('practice', 'test', 'gold')", name=op.f('ck_vignette_exercise_part')),
    sa.ForeignKeyConstraint(['administration_id'], ['administration.id'], name=op.f('fk_vignette_exercise_administration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['vignette_course.id'], name=op.f('fk_vignette_exercise_course_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vignette_id'], ['vignette.id'], name=op.f('fk_vignette_exercise_vignette_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vignette_exercise')),
    sa.UniqueConstraint('administration_id', name=op.f('uq_vignette_exercise_administration_id')),
    sa.UniqueConstraint('course_id', 'position', name=op.f('uq_vignette_exercise_course_id_position')),
    sa.UniqueConstraint('course_id', 'vignette_id', name=op.f('uq_vignette_exercise_course_id_vignette_id'))
    )
    with op.batch_alter_table('vignette_exercise', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vignette_exercise_vignette_id'), ['vignette_id'], unique=False)

    op.create_table('vignette_outcome',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=True),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('gold', sa.JSON(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("source IN ('design', 'experts')", name=op.f('ck_vignette_outcome_source')),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_vignette_outcome_analysis_id')),
    sa.ForeignKeyConstraint(['course_id'], ['vignette_course.id'], name=op.f('fk_vignette_outcome_course_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course_id', name=op.f('pk_vignette_outcome'))
    )
    with op.batch_alter_table('vignette_outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vignette_outcome_expires_at'), ['expires_at'], unique=False)

    op.create_table('fair_average',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('interview_id', sa.Integer(), nullable=False),
    sa.Column('analysis_id', sa.Integer(), nullable=False),
    sa.Column('estimate_json', sa.JSON(), nullable=False),
    sa.Column('severity', sa.Double(), nullable=True),
    sa.Column('verdict', sa.String(length=16), nullable=False),
    sa.CheckConstraint("verdict IN ('', 'same', 'close', 'changes')", name=op.f('ck_fair_average_verdict')),
    sa.ForeignKeyConstraint(['analysis_id'], ['analysis.id'], name=op.f('fk_fair_average_analysis_id')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_fair_average_interview_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_average')),
    sa.UniqueConstraint('interview_id', 'analysis_id', name=op.f('uq_fair_average_interview_id_analysis_id'))
    )
    with op.batch_alter_table('fair_average', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_average_analysis_id'), ['analysis_id'], unique=False)

    op.create_table('interview_reminder',
    sa.Column('interview_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('before', 'after', 'due', 'chair')", name=op.f('ck_interview_reminder_kind')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_interview_reminder_interview_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('interview_id', 'kind', name=op.f('pk_interview_reminder'))
    )
    op.create_table('referee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('relation', sa.String(length=16), nullable=False),
    sa.Column('length', sa.String(length=16), nullable=False),
    sa.Column('last', sa.String(length=16), nullable=False),
    sa.Column('said_relation', sa.String(length=16), nullable=False),
    sa.Column('said_length', sa.String(length=16), nullable=False),
    sa.Column('administration_id', sa.Integer(), nullable=True),
    sa.Column('notice_hash', sa.String(length=64), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('receipt', sa.String(length=32), nullable=True),
    sa.Column('reminded', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('network', sa.String(length=64), nullable=True),
    sa.Column('signs', sa.JSON(), nullable=False),
    sa.Column('in_norm', sa.Boolean(), nullable=False),
    sa.CheckConstraint("last IN ('now', 'under_2', '2_to_5', 'over_5')", name=op.f('ck_referee_last')),
    sa.CheckConstraint("length IN ('under_1', '1_to_3', 'over_3')", name=op.f('ck_referee_length')),
    sa.CheckConstraint("relation IN ('manager', 'colleague', 'report', 'customer', 'other')", name=op.f('ck_referee_relation')),
    sa.CheckConstraint('submitted_at IS NULL OR declined_at IS NULL', name=op.f('ck_referee_one_end')),
    sa.ForeignKeyConstraint(['administration_id'], ['administration.id'], name=op.f('fk_referee_administration_id')),
    sa.ForeignKeyConstraint(['check_id'], ['reference_check.id'], name=op.f('fk_referee_check_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['notice_hash'], ['notice_text.hash'], name=op.f('fk_referee_notice_hash')),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_referee_participant_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referee')),
    sa.UniqueConstraint('administration_id', name=op.f('uq_referee_administration_id')),
    sa.UniqueConstraint('check_id', 'email', name=op.f('uq_referee_check_id_email')),
    sa.UniqueConstraint('check_id', 'position', name=op.f('uq_referee_check_id_position')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_referee_participant_id')),
    sa.UniqueConstraint('receipt', name=op.f('uq_referee_receipt'))
    )
    with op.batch_alter_table('referee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referee_in_norm'), ['in_norm'], unique=False)

    # a table rebuilt would lose the triggers that refuse every change of a decision
    op.add_column('decision', sa.Column('scores', sa.JSON(), server_default='[]', nullable=False))

    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=16), server_default='interview', nullable=False))
        batch_op.add_column(sa.Column('person_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('round_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('minutes', sa.Integer(), server_default='60', nullable=False))
        batch_op.add_column(sa.Column('deadline_hours', sa.Integer(), server_default='24', nullable=False))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), server_default='2026-01-01 00:00:00.000000', nullable=False))
        batch_op.alter_column('application_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_interview_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_interview_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_interview_scheduled_at'), ['scheduled_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_interview_person_id'), 'person', ['person_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_interview_round_id'), 'interview_round', ['round_id'], ['id'], ondelete='SET NULL')
        batch_op.create_check_constraint(op.f('ck_interview_kind'), "kind IN ('interview', 'simulation', 'observation')")
        batch_op.drop_constraint(op.f('ck_interview_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_interview_state'), "state IN ('open', 'complete', 'cancelled')")
        batch_op.create_check_constraint(op.f('ck_interview_complete_has_its_moment'), "(state = 'complete') = (completed_at IS NOT NULL)")
        batch_op.create_check_constraint(op.f('ck_interview_one_subject'), '(application_id IS NULL) <> (person_id IS NULL)')

    op.execute(sa.text('UPDATE interview SET changed_at = created_at'))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_interview_one_subject'), type_='check')
        batch_op.drop_constraint(op.f('ck_interview_complete_has_its_moment'), type_='check')
        batch_op.drop_constraint(op.f('ck_interview_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_interview_state'), "state IN ('open', 'complete')")
        batch_op.drop_constraint(op.f('ck_interview_kind'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_interview_round_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_interview_person_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_interview_scheduled_at'))
        batch_op.drop_index(batch_op.f('ix_interview_round_id'))
        batch_op.drop_index(batch_op.f('ix_interview_person_id'))
        batch_op.alter_column('application_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('changed_at')
        batch_op.drop_column('sequence')
        batch_op.drop_column('deadline_hours')
        batch_op.drop_column('minutes')
        batch_op.drop_column('round_id')
        batch_op.drop_column('person_id')
        batch_op.drop_column('kind')

    op.drop_column('decision', 'scores')

    with op.batch_alter_table('referee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referee_in_norm'))

    op.drop_table('referee')
    op.drop_table('interview_reminder')
    with op.batch_alter_table('fair_average', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_average_analysis_id'))

    op.drop_table('fair_average')
    with op.batch_alter_table('vignette_outcome', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vignette_outcome_expires_at'))

    op.drop_table('vignette_outcome')
    with op.batch_alter_table('vignette_exercise', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vignette_exercise_vignette_id'))

    op.drop_table('vignette_exercise')
    with op.batch_alter_table('reference_check', schema=None) as batch_op:
        batch_op.drop_index('ix_reference_check_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_reference_check_closed_at'))

    op.drop_table('reference_check')
    with op.batch_alter_table('job_competency_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_competency_link_task_id'))

    op.drop_table('job_competency_link')
    with op.batch_alter_table('imported_rating', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_imported_rating_rater_id'))
        batch_op.drop_index(batch_op.f('ix_imported_rating_batch_id'))

    op.drop_table('imported_rating')
    with op.batch_alter_table('background_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_background_event_application_id'))

    op.drop_table('background_event')
    with op.batch_alter_table('vignette_retest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vignette_retest_rater_id'))

    op.drop_table('vignette_retest')
    op.drop_table('vignette_expert')
    with op.batch_alter_table('vignette_course', schema=None) as batch_op:
        batch_op.drop_index('uq_vignette_course_open', sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_vignette_course_version_id'))
        batch_op.drop_index(batch_op.f('ix_vignette_course_rater_id_finished_at'))

    op.drop_table('vignette_course')
    op.drop_table('score_rule')
    op.drop_table('reference_rules')
    with op.batch_alter_table('job_task_rating', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_task_rating_task_id'))

    op.drop_table('job_task_rating')
    op.drop_table('job_competency_rating')
    with op.batch_alter_table('interview_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interview_round_version_id'))

    op.drop_table('interview_round')
    with op.batch_alter_table('imported_rater', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_imported_rater_rater_id'))

    op.drop_table('imported_rater')
    with op.batch_alter_table('feedback_release', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_release_reader_id'))

    op.drop_table('feedback_release')
    op.drop_table('anchor_placement')
    with op.batch_alter_table('job_expert', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_expert_account_id'))

    op.drop_table('job_expert')
    op.drop_table('calendar_feed')
    with op.batch_alter_table('anchor_judge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_anchor_judge_account_id'))

    op.drop_table('anchor_judge')
    op.drop_table('vignette_gold')
    op.drop_table('vignette')
    with op.batch_alter_table('reference_norm', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reference_norm_version_id'))

    op.drop_table('reference_norm')
    with op.batch_alter_table('job_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_task_analysis_id'))

    op.drop_table('job_task')
    op.drop_table('guide_job_link')
    with op.batch_alter_table('rating_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rating_batch_sha256'))

    op.drop_table('rating_batch')
    with op.batch_alter_table('job_analysis', schema=None) as batch_op:
        batch_op.drop_index('uq_job_analysis_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.drop_table('job_analysis')
    with op.batch_alter_table('guide', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guide_job'))

    op.drop_table('guide')
    op.drop_table('calibration_due')
    op.drop_table('anchor_study')
