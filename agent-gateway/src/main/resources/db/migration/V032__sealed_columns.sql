-- Which columns hold encrypted text, and which column of the row its text is bound to. The re-encryption reads this
-- (crypto.SealedColumns): a new column of encrypted text needs such a comment, too; a test asks for it.
comment on column session.title is 'sealed with id';
comment on column run.question is 'sealed with id';
comment on column run.answer is 'sealed with id';
comment on column run.notes is 'sealed with id';
comment on column run.comment is 'sealed with id';
comment on column run_event.data is 'sealed with run_id';
comment on column run_step.content is 'sealed with run_id';
