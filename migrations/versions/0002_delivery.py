"""Delivery: what candidates may ask for, timed and adaptive sections, drafts, keys corrected later."""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'


# Alembic does not see triggers: promises the database itself keeps, in each dialect's words
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER review_outcome_no_update BEFORE UPDATE ON review_outcome BEGIN SELECT RAISE(ABORT, 'REVIEW_APPEND_ONLY'); END",
        "CREATE TRIGGER review_outcome_no_delete BEFORE DELETE ON review_outcome BEGIN SELECT RAISE(ABORT, 'REVIEW_APPEND_ONLY'); END",
        "CREATE TRIGGER key_revision_no_delete BEFORE DELETE ON key_revision BEGIN SELECT RAISE(ABORT, 'KEY_APPEND_ONLY'); END",
        "CREATE TRIGGER key_revision_no_update BEFORE UPDATE OF version_id, number, changes, reason, made_by, made_at ON key_revision BEGIN SELECT RAISE(ABORT, 'KEY_APPEND_ONLY'); END",
        "CREATE TRIGGER key_revision_no_return BEFORE UPDATE OF in_force_at ON key_revision WHEN OLD.in_force_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'KEY_APPEND_ONLY'); END",
        "CREATE TRIGGER answer_file_submitted_insert BEFORE INSERT ON answer_file WHEN (SELECT submitted_at FROM administration WHERE id = NEW.administration_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'ALREADY_SUBMITTED'); END",
        "CREATE TRIGGER answer_file_submitted_update BEFORE UPDATE ON answer_file WHEN (SELECT submitted_at FROM administration WHERE id = NEW.administration_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'ALREADY_SUBMITTED'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'REVIEW_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER review_outcome_append_only BEFORE UPDATE OR DELETE ON review_outcome FOR EACH ROW EXECUTE FUNCTION refuse_review_change()',
        "CREATE OR REPLACE FUNCTION refuse_key_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'KEY_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        'CREATE TRIGGER key_revision_append_only BEFORE DELETE OR UPDATE OF version_id, number, changes, reason, made_by, made_at ON key_revision FOR EACH ROW EXECUTE FUNCTION refuse_key_change()',
        'CREATE TRIGGER key_revision_in_force BEFORE UPDATE OF in_force_at ON key_revision FOR EACH ROW WHEN (OLD.in_force_at IS NOT NULL) EXECUTE FUNCTION refuse_key_change()',
        "CREATE OR REPLACE FUNCTION refuse_submitted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT submitted_at FROM administration WHERE id = NEW.administration_id) IS NOT NULL THEN RAISE EXCEPTION 'ALREADY_SUBMITTED' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER answer_file_submitted BEFORE INSERT OR UPDATE ON answer_file FOR EACH ROW EXECUTE FUNCTION refuse_submitted()',
    ],
}


def upgrade() -> None:
    """Apply."""
    op.create_table('asset',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_asset'))
    )
    op.create_table('notice_text',
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_notice_text'))
    )
    op.create_table('review_outcome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request', sa.Integer(), nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=32), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('decided_by', sa.String(length=64), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("outcome IN ('stands', 'changed')", name=op.f('ck_review_outcome_outcome')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_outcome'))
    )
    with op.batch_alter_table('review_outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_outcome_assessment_id'), ['assessment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_outcome_request'), ['request'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_outcome_subject'), ['subject'], unique=False)

    op.create_table('calibrated_bank',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('scale', sa.String(length=80), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('eligibility', sa.JSON(), nullable=False),
    sa.Column('reversed', sa.JSON(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_calibrated_bank_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibrated_bank')),
    sa.UniqueConstraint('version_id', 'scale', 'hash', name=op.f('uq_calibrated_bank_version_id_scale_hash'))
    )
    op.create_table('instrument_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('based_on_id', sa.Integer(), nullable=True),
    sa.Column('acknowledged', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('updated_by', sa.String(length=64), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['based_on_id'], ['instrument_version.id'], name=op.f('fk_instrument_draft_based_on_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instrument_draft'))
    )
    op.create_table('instrument_publication',
    sa.Column('version_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('published_by', sa.String(length=64), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('acknowledged', sa.JSON(), nullable=False),
    sa.Column('withdrawn_by', sa.String(length=64), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_instrument_publication_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('version_id', name=op.f('pk_instrument_publication'))
    )
    op.create_table('key_proposal',
    sa.Column('version_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_key_proposal_version_id')),
    sa.PrimaryKeyConstraint('version_id', name=op.f('pk_key_proposal'))
    )
    op.create_table('key_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('made_by', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('in_force_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('number >= 1', name=op.f('ck_key_revision_number')),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_key_revision_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_revision')),
    sa.UniqueConstraint('version_id', 'number', name=op.f('uq_key_revision_version_id_number'))
    )
    op.create_table('answer_file',
    sa.Column('administration_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['administration_id'], ['administration.id'], name=op.f('fk_answer_file_administration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('administration_id', 'item', name=op.f('pk_answer_file'))
    )
    op.create_table('presented',
    sa.Column('administration_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('section', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('bank', sa.String(length=64), nullable=True),
    sa.Column('shown', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['administration_id'], ['administration.id'], name=op.f('fk_presented_administration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('administration_id', 'section', 'position', name=op.f('pk_presented')),
    sa.UniqueConstraint('administration_id', 'item', name=op.f('uq_presented_administration_id_item'))
    )
    op.create_table('section_clock',
    sa.Column('administration_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('section', sa.String(length=80), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['administration_id'], ['administration.id'], name=op.f('fk_section_clock_administration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('administration_id', 'section', name=op.f('pk_section_clock'))
    )
    op.create_table('accommodation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wishes', sa.JSON(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.String(length=64), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=True),
    sa.Column('extra_time', sa.Double(), nullable=False),
    sa.Column('pauses', sa.Boolean(), nullable=False),
    sa.Column('alternative', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.CheckConstraint("outcome IN ('granted', 'declined')", name=op.f('ck_accommodation_outcome')),
    sa.CheckConstraint('(outcome IS NULL) = (answered_at IS NULL)', name=op.f('ck_accommodation_answered_or_open')),
    sa.CheckConstraint('extra_time IN (1.0, 1.25, 1.5, 2.0, 0.0)', name=op.f('ck_accommodation_extra_time')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_accommodation_invitation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accommodation'))
    )
    with op.batch_alter_table('accommodation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accommodation_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('data_copy',
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('json', sa.LargeBinary(), nullable=True),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_data_copy_invitation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', name=op.f('pk_data_copy'))
    )
    op.create_table('notice_seen',
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['hash'], ['notice_text.hash'], name=op.f('fk_notice_seen_hash')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_notice_seen_invitation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', 'hash', name=op.f('pk_notice_seen'))
    )
    op.create_table('review_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=True),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_review_request_invitation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewer_id'], ['account.id'], name=op.f('fk_review_request_reviewer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_request'))
    )
    with op.batch_alter_table('review_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_request_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_request_reviewer_id'), ['reviewer_id'], unique=False)

    op.create_table('review_reason',
    sa.Column('outcome_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['outcome_id'], ['review_outcome.id'], name=op.f('fk_review_reason_outcome_id')),
    sa.ForeignKeyConstraint(['request_id'], ['review_request.id'], name=op.f('fk_review_reason_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('outcome_id', name=op.f('pk_review_reason'))
    )
    with op.batch_alter_table('review_reason', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_reason_request_id'), ['request_id'], unique=False)

    with op.batch_alter_table('administration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paper', sa.JSON(), nullable=True))
        batch_op.create_index(batch_op.f('ix_administration_closed_at'), ['closed_at'], unique=False)
        batch_op.create_index('ix_administration_open', ['expires_at'], unique=False, sqlite_where=sa.text('submitted_at IS NULL AND closed_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL AND closed_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_administration_submitted_at'), ['submitted_at'], unique=False)

    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_opening_id'))
        batch_op.create_index(batch_op.f('ix_application_opening_id_stage_id'), ['opening_id', 'stage', 'id'], unique=False)

    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('feedback', sa.String(length=16), server_default='never', nullable=False))
        batch_op.add_column(sa.Column('basis', sa.String(length=32), server_default='legitimate_interest', nullable=False))
        batch_op.add_column(sa.Column('method_basis', sa.String(length=32), server_default='legitimate_interest', nullable=False))
        batch_op.add_column(sa.Column('notice_days', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('minimum_age', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('review_days', sa.Integer(), server_default='30', nullable=False))
        batch_op.create_check_constraint(op.f('ck_assessment_feedback'), "feedback IN ('at_once', 'once_decided', 'never')")
        batch_op.create_check_constraint(op.f('ck_assessment_basis'), "basis IN ('steps_before_contract', 'legitimate_interest', 'legal_obligation')")
        batch_op.create_check_constraint(op.f('ck_assessment_method_basis'), "method_basis IN ('steps_before_contract', 'legitimate_interest', 'legal_obligation')")

    with op.batch_alter_table('assessment_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('break_minutes', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('withdrawn_by', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('attempt', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('retake_offered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('language', sa.String(length=16), server_default='', nullable=False))
        batch_op.drop_index(batch_op.f('ix_invitation_application_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_person_id'))
        batch_op.drop_constraint(batch_op.f('uq_invitation_assessment_id_participant_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_invitation_application_id_assessment_id'), ['application_id', 'assessment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_assessment_id_id'), ['assessment_id', 'id'], unique=False)
        batch_op.create_index('ix_invitation_open', ['expires_at'], unique=False, sqlite_where=sa.text('submitted_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL AND withdrawn_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_invitation_person_id_assessment_id'), ['person_id', 'assessment_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_invitation_assessment_id_participant_id_attempt'), ['assessment_id', 'participant_id', 'attempt'])
        batch_op.create_check_constraint(op.f('ck_invitation_withdrawn_by'), "withdrawn_by IN ('candidate', 'organiser')")

    with op.batch_alter_table('profile_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('keys', sa.JSON(), server_default='{}', nullable=False))

    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device', sa.String(length=32), server_default='', nullable=False))
        batch_op.add_column(sa.Column('turn', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('scale_norm', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('scale_score', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('se', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('method', sa.String(length=8), server_default='mean', nullable=False))
        batch_op.drop_index(batch_op.f('ix_scale_score_version_id'))
        batch_op.drop_constraint(batch_op.f('uq_scale_score_administration_id_scale'), type_='unique')
        batch_op.create_index(batch_op.f('ix_scale_score_version_id_key_administration_id'), ['version_id', 'key', 'administration_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_scale_score_administration_id_scale_key'), ['administration_id', 'scale', 'key'])
        batch_op.create_check_constraint(op.f('ck_scale_score_method'), "method IN ('mean', 'wle')")

    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.replace(':', r'\:')))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table('scale_score', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_scale_score_method'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_scale_score_administration_id_scale_key'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_scale_score_version_id_key_administration_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_scale_score_administration_id_scale'), ['administration_id', 'scale'])
        batch_op.create_index(batch_op.f('ix_scale_score_version_id'), ['version_id'], unique=False)
        batch_op.drop_column('method')
        batch_op.drop_column('se')
        batch_op.drop_column('key')

    with op.batch_alter_table('scale_norm', schema=None) as batch_op:
        batch_op.drop_column('key')

    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_column('turn')
        batch_op.drop_column('device')

    with op.batch_alter_table('profile_version', schema=None) as batch_op:
        batch_op.drop_column('keys')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_invitation_withdrawn_by'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_invitation_assessment_id_participant_id_attempt'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_invitation_person_id_assessment_id'))
        batch_op.drop_index('ix_invitation_open', sqlite_where=sa.text('submitted_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL AND withdrawn_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_invitation_assessment_id_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_application_id_assessment_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_invitation_assessment_id_participant_id'), ['assessment_id', 'participant_id'])
        batch_op.create_index(batch_op.f('ix_invitation_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_application_id'), ['application_id'], unique=False)
        batch_op.drop_column('language')
        batch_op.drop_column('reminded')
        batch_op.drop_column('retake_offered_at')
        batch_op.drop_column('attempt')
        batch_op.drop_column('withdrawn_by')

    with op.batch_alter_table('assessment_part', schema=None) as batch_op:
        batch_op.drop_column('break_minutes')

    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_assessment_feedback'), type_='check')
        batch_op.drop_constraint(op.f('ck_assessment_basis'), type_='check')
        batch_op.drop_constraint(op.f('ck_assessment_method_basis'), type_='check')
        batch_op.drop_column('review_days')
        batch_op.drop_column('minimum_age')
        batch_op.drop_column('notice_days')
        batch_op.drop_column('method_basis')
        batch_op.drop_column('basis')
        batch_op.drop_column('feedback')

    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_opening_id_stage_id'))
        batch_op.create_index(batch_op.f('ix_application_opening_id'), ['opening_id'], unique=False)

    with op.batch_alter_table('administration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_administration_submitted_at'))
        batch_op.drop_index('ix_administration_open', sqlite_where=sa.text('submitted_at IS NULL AND closed_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL AND closed_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_administration_closed_at'))
        batch_op.drop_column('paper')

    with op.batch_alter_table('review_reason', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_reason_request_id'))

    op.drop_table('review_reason')
    with op.batch_alter_table('review_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_request_reviewer_id'))
        batch_op.drop_index(batch_op.f('ix_review_request_invitation_id'))

    op.drop_table('review_request')
    op.drop_table('notice_seen')
    op.drop_table('data_copy')
    with op.batch_alter_table('accommodation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accommodation_invitation_id'))

    op.drop_table('accommodation')
    op.drop_table('section_clock')
    op.drop_table('presented')
    op.drop_table('answer_file')
    op.drop_table('key_revision')
    op.drop_table('key_proposal')
    op.drop_table('instrument_publication')
    op.drop_table('instrument_draft')
    op.drop_table('calibrated_bank')
    with op.batch_alter_table('review_outcome', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_outcome_subject'))
        batch_op.drop_index(batch_op.f('ix_review_outcome_request'))
        batch_op.drop_index(batch_op.f('ix_review_outcome_assessment_id'))

    op.drop_table('review_outcome')
    op.drop_table('notice_text')
    op.drop_table('asset')
