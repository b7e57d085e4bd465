-- What a run may take, and what its answer rests on (sentences of the answer: encrypted).
alter table run
    add column limits jsonb,
    add column evidence bytea,
    add column fabricated_citations int not null default 0;
-- A run that waits for its last result is woken by whoever stores it.
create index run_step_outstanding on run_step (run_id) where state = 'requested';
