-- What people say and get is encrypted by the gateway (bytea columns); the rest is needed to find and to count.
create table session (
    id             text primary key,
    principal      text not null,
    title          bytea not null,
    created_at     timestamptz not null,
    last_active_at timestamptz not null
);
create index session_by_principal on session (principal, last_active_at desc);

create table run (
    id               text primary key,
    session_id       text not null references session (id) on delete cascade,
    principal        text not null,
    roles            text[] not null,
    asked_mode       text not null,
    asked_model      text,
    idempotency_key  text,
    question         bytea not null,
    state            text not null,
    reason           text,
    mode             text,
    model            text,
    answer           bytea,
    citations        jsonb not null default '[]',
    usage            jsonb not null default '{}',
    notes            bytea,
    accepted_at      timestamptz not null,
    started_at       timestamptz,
    ended_at         timestamptz,
    deadline         timestamptz not null,
    last_sequence    bigint not null default 0,
    -- Who works on it, until when, when it must be looked at again, and how often something happened to it.
    lease_owner      text,
    lease_until      timestamptz,
    due_at           timestamptz,
    wakes            bigint not null default 0,
    rating           text,
    comment          bytea,
    unique (principal, idempotency_key)
);
create index run_by_session on run (session_id, accepted_at);
create index run_by_age on run (accepted_at desc);
create index run_open on run (due_at) where ended_at is null;

create table run_event (
    run_id   text not null references run (id) on delete cascade,
    sequence bigint not null,
    name     text not null,
    data     bytea not null,
    at       timestamptz not null,
    primary key (run_id, sequence)
);

create table run_step (
    call_id     text primary key,
    run_id      text not null references run (id) on delete cascade,
    ordinal     int not null,
    tool        text not null,
    state       text not null,
    -- arguments, output, reason, verdict and approval, encrypted as one JSON document
    content     bytea not null,
    duration_ms bigint,
    exit_code   int,
    sandbox     text,
    asked_at    timestamptz not null,
    await_until timestamptz not null,
    ended_at    timestamptz
);
create index run_step_by_run on run_step (run_id, ordinal);
