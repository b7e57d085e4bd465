-- A call of a tool, from its acceptance to its result. The id is the caller's: the same id never runs twice.
create table tool_call (
    call_id             text primary key,
    tool                text        not null,
    arguments           jsonb       not null,
    origin_kind         text        not null,
    origin_id           text        not null,
    principal           text        not null,
    expectation         jsonb,
    deadline            timestamptz not null,
    timeout_ms          bigint,
    state               text        not null check (state in ('accepted', 'running', 'waiting-approval', 'succeeded',
                                        'failed', 'timed-out', 'denied', 'expired', 'unknown-outcome')),
    plan                text,
    plan_hash           text,
    approval_id         text unique,
    approval_expires_at timestamptz,
    approved_by         text,
    -- of the run in progress: who claimed it, and whether it may be repeated when that one dies
    instance            text,
    repeatable          boolean     not null default false,
    attempts            integer     not null default 0,
    output              text        not null default '',
    truncated           boolean     not null default false,
    exit_code           integer,
    reason              text,
    verdict_met         boolean,
    verdict_reason      text,
    sandbox             text,
    duration_ms         bigint      not null default 0,
    accepted_at         timestamptz not null,
    started_at          timestamptz,
    completed_at        timestamptz
);

create index tool_call_open on tool_call (state, accepted_at) where completed_at is null;
create index tool_call_by_time on tool_call (accepted_at desc, call_id desc);
create index tool_call_by_tool on tool_call (tool, completed_at) where completed_at is not null;

-- The replicas that are alive; a call that a missing one was running is recovered.
create table runner_instance (
    instance     text primary key,
    heartbeat_at timestamptz not null
);

-- Tools that were switched on or off; the others are on.
create table tool (
    name       text primary key,
    enabled    boolean     not null,
    changed_by text        not null,
    changed_at timestamptz not null
);
