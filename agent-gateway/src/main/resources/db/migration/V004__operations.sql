-- Operations that this service owns; a row is claimed before the work starts and answered once.
create table operation (
    id           text primary key,
    run_id       text not null,
    capability   text not null,
    arguments    jsonb not null,
    principal    text not null,
    dry_run      boolean not null,
    deadline     timestamptz not null,
    lease_until  timestamptz,
    completed_at timestamptz
);
create index operation_open on operation (lease_until) where completed_at is null;
