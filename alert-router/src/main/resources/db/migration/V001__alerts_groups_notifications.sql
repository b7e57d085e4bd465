-- Alerts by fingerprint. state is what was last announced on the bus.
create table alert (
    fingerprint   text primary key,
    labels        jsonb       not null,
    annotations   jsonb       not null,
    starts_at     timestamptz not null,
    ends_at       timestamptz not null,
    end_assumed   boolean     not null,
    updated_at    timestamptz not null,
    generator_url text        not null default '',
    state         text        not null check (state in ('firing', 'suppressed', 'resolved'))
);
create index alert_unresolved on alert (ends_at) where state <> 'resolved';
create index alert_updated on alert (updated_at);

-- Groups and their timers. The row's lock is what makes a flush happen on one replica only.
create table alert_group (
    id              uuid primary key,
    route_id        text        not null,
    group_key       text        not null,
    receiver        text        not null,
    labels          jsonb       not null,
    created_at      timestamptz not null,
    first_flush_at  timestamptz,
    next_flush_at   timestamptz,
    notified_at     timestamptz,
    notified_firing text[]      not null default '{}',
    generation      bigint      not null default 0,
    unique (route_id, group_key)
);
create index alert_group_due on alert_group (next_flush_at) where next_flush_at is not null;

create table group_alert (
    group_id    uuid not null references alert_group on delete cascade,
    fingerprint text not null references alert on delete cascade,
    primary key (group_id, fingerprint)
);
create index group_alert_by_alert on group_alert (fingerprint);

-- The queue of notifications, and their log once settled.
create table notification (
    seq                bigint generated always as identity primary key,
    id                 uuid        not null unique,
    origin             text        not null,
    generation         bigint      not null,
    group_key          text        not null,
    receiver           text        not null,
    channel            text        not null,
    position           int         not null,
    title              text        not null,
    message            jsonb       not null,
    state              text        not null check (state in ('pending', 'sending', 'delivered', 'dead')),
    attempts           int         not null default 0,
    next_attempt_at    timestamptz not null,
    claimed_until      timestamptz,
    possible_duplicate boolean     not null default false,
    last_error         text        not null default '',
    created_at         timestamptz not null,
    settled_at         timestamptz,
    -- one notification per transition, channel and receiver
    unique (origin, generation, receiver, channel, position)
);
create index notification_open on notification (next_attempt_at) where state in ('pending', 'sending');
create index notification_order on notification (group_key, receiver, channel, position, seq)
    where state in ('pending', 'sending');
create index notification_created on notification (created_at);

create table silence (
    id         uuid primary key,
    matchers   jsonb       not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    created_by text        not null,
    comment    text        not null,
    -- api: somebody asked for it; operation: a procedure muted alerts
    source     text        not null check (source in ('api', 'operation')),
    updated_at timestamptz not null
);
create index silence_ends on silence (ends_at);

-- What a threshold rule remembers of a series: why it might fire, and since when.
create table threshold_state (
    rule          text        not null,
    series        text        not null,
    labels        jsonb       not null,
    last_value    double precision,
    last_seen_at  timestamptz not null,
    pending_since timestamptz,
    raised_at     timestamptz,
    refreshed_at  timestamptz,
    primary key (rule, series)
);
create index threshold_state_seen on threshold_state (rule, last_seen_at);
