-- Columns of rows that outlive the person whom they name: an erasure puts a pseudonym there (privacy.PersonColumns). Rows
-- that belong to a person alone are removed instead. A new column of this kind needs such a comment; a test asks for it.
comment on column approval.principal is 'names a person';
comment on column approval.decided_by is 'names a person';
comment on column asked_operation.principal is 'names a person';
comment on column support_case.approved_by is 'names a person';
comment on column case_stage.principal is 'names a person';
comment on column regression_question.principal is 'names a person';
comment on column faq_entry.principal is 'names a person';
comment on column faq_entry.decided_by is 'names a person';

-- Tables of other changes, which may be there already.
do $$
declare
    place text[];
begin
    foreach place slice 1 in array array[
        ['approval_vote', 'person', 'names a person'],
        ['model_setting', 'updated_by', 'names a person'],
        ['model_pull', 'requested_by', 'names a person'],
        ['model_evaluation', 'requested_by', 'names a person'],
        ['model_promotion', 'requested_by', 'names a person'],
        ['session_memory', 'content', 'sealed with session_id']]
    loop
        if exists (select 1 from pg_attribute where attrelid = to_regclass(place[1]) and attname = place[2]) then
            execute format('comment on column %I.%I is %L', place[1], place[2], place[3]);
        end if;
    end loop;
end $$;
