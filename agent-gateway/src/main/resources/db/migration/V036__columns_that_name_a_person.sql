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
