-- Operations asked of this service. The lease says until when the replica that took a task is believed to work on it.
create table capability_task (
    operation_id uuid        primary key,
    run_id       text        not null,
    capability   text        not null,
    arguments    jsonb       not null,
    dry_run      boolean     not null,
    deadline     timestamptz not null,
    accepted_at  timestamptz not null,
    leased_until timestamptz,
    completed_at timestamptz
);

create index capability_task_open on capability_task (accepted_at) where completed_at is null;
