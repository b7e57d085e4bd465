-- What the agent was asked about an incident, and what it found.
create table investigation (
    operation_id text primary key,
    incident_id  uuid        not null unique references incident on delete cascade,
    asked_at     timestamptz not null,
    ended_at     timestamptz,
    run_id       text        not null default ''
);
create index investigation_asked on investigation (asked_at);
