-- Beside failed runs and steps, due times that nobody kept have an alert of their own.
alter table open_alert add column name text;
update open_alert set name = case step_id when '' then 'ProcedureRunFailed' else 'ProcedureStepFailed' end;
alter table open_alert
    alter column name set not null,
    drop constraint open_alert_pkey,
    add primary key (procedure_id, name, step_id);

create index alert_run_unresolved on alert_run (procedure_id) where resolved_at is null;
