-- A run may have a window: what has not begun when it closes is not done.
alter table run add column end_by timestamptz;
-- The run whose finished steps this one took over.
alter table run add column rerun_of uuid;

-- When a step is done (ok, failed, always), how often it is tried again after a failure, and how often it was begun.
alter table run_step add column condition text not null default 'OK';
alter table run_step add column retries integer not null default 0;
alter table run_step add column attempts integer not null default 0;

-- History stays quick with a million runs.
create index run_by_state on run (state, id desc);
create index run_by_creation on run (created_at);
create index run_active on run (procedure_id, id desc) where wake_at is not null;
create index occurrence_by_outcome on occurrence (outcome, due_at);
