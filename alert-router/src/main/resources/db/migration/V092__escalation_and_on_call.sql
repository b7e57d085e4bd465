-- What people do about alerts that belong together, from the first of them to the end of the last.
create table incident (
    id           uuid primary key,
    -- the escalation policy; empty: none, somebody took the alerts up by hand
    policy       text        not null,
    labels       text        not null,
    opened_at    timestamptz not null,
    closed_at    timestamptz,
    state        text        not null check (state in ('open', 'acknowledged', 'snoozed', 'closed')),
    owner        text        not null default '',
    -- how many levels were told; next_step_at is when the next one is
    level        int         not null default 0,
    next_step_at timestamptz
);
create unique index incident_open on incident (policy, labels) where closed_at is null;
create index incident_due on incident (next_step_at) where next_step_at is not null;
create index incident_opened on incident (opened_at);
comment on column incident.owner is 'names a person';

create table incident_alert (
    incident_id uuid        not null references incident on delete cascade,
    fingerprint text        not null,
    labels      text        not null,
    annotations text        not null,
    state       text        not null check (state in ('firing', 'suppressed', 'resolved')),
    starts_at   timestamptz not null,
    changed_at  timestamptz not null,
    primary key (incident_id, fingerprint)
);
create index incident_alert_fingerprint on incident_alert (fingerprint);

-- The time line. Only added to.
create table incident_entry (
    seq         bigint generated always as identity primary key,
    incident_id uuid        not null references incident on delete cascade,
    at          timestamptz not null,
    kind        text        not null,
    actor       text        not null default '',
    text        text        not null default ''
);
create index incident_entry_incident on incident_entry (incident_id, seq);
comment on column incident_entry.actor is 'names a person';

create table on_call_override (
    id         uuid primary key,
    schedule   text        not null,
    person     text        not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    created_by text        not null,
    created_at timestamptz not null
);
create index on_call_override_schedule on on_call_override (schedule, ends_at);
comment on column on_call_override.person is 'names a person';
comment on column on_call_override.created_by is 'names a person';
