-- A run of a procedure carries its own copy of the steps: the document may change while it runs.
create table run (
    id                uuid        primary key,
    procedure_id      text        not null,
    procedure_version text        not null,
    path              text        not null,
    title             text        not null,
    severity          text        not null,
    principal         text        not null,
    trigger           text        not null,
    dry_run           boolean     not null,
    state             text        not null,
    created_at        timestamptz not null,
    started_at        timestamptz,
    ended_at          timestamptz,
    -- when some replica must look at the run again although nothing arrived; null once it has ended
    wake_at           timestamptz
);

create index run_by_procedure on run (procedure_id, id desc);
create index run_to_wake on run (wake_at) where wake_at is not null;

create table run_step (
    run_id            uuid    not null references run (id) on delete cascade,
    position          integer not null,
    step_id           text    not null,
    title             text    not null,
    capability        text,
    arguments         jsonb,
    command           text,
    expectation       jsonb,
    timeout_ms        bigint  not null,
    on_failure        text    not null,
    approval_required boolean not null,
    state             text    not null,
    -- the operation or tool call that was sent out for the step
    attempt_id        uuid,
    approval_id       uuid,
    deadline          timestamptz,
    started_at        timestamptz,
    ended_at          timestamptz,
    summary           text    not null,
    evidence          jsonb   not null,
    primary key (run_id, position),
    check ((capability is null) <> (command is null))
);

create unique index run_step_by_attempt on run_step (attempt_id) where attempt_id is not null;
create unique index run_step_by_approval on run_step (approval_id) where approval_id is not null;

-- Every change of a run, in order: the history that people read and that the live view replays.
create table run_event (
    id         bigint generated always as identity primary key,
    run_id     uuid        not null references run (id) on delete cascade,
    run_state  text        not null,
    step_id    text,
    step_state text,
    summary    text        not null,
    at         timestamptz not null
);

create index run_event_by_run on run_event (run_id, id);

-- Alerts that runs raised and that no later run has ended; step_id is empty for the run as a whole.
create table open_alert (
    procedure_id text        not null,
    step_id      text        not null,
    severity     text        not null,
    starts_at    timestamptz not null,
    primary key (procedure_id, step_id)
);

create table report (
    run_id     uuid        primary key references run (id) on delete cascade,
    markdown   text        not null,
    html       text        not null,
    created_at timestamptz not null
);
