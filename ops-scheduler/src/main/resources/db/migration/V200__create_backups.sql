-- One row per backup that was ever begun. What the archives hold stands in their manifests; this is how they came about.
create table backup (
    id           text        primary key,
    seq          bigint      not null unique generated always as identity,
    tier         text        not null,
    state        text        not null,
    phase        text        not null default '',
    parts_done   integer     not null default 0,
    parts_total  integer     not null default 0,
    bytes        bigint      not null default 0,
    row_count    bigint      not null default 0,
    requested_by text        not null,
    started_at   timestamptz not null,
    snapshot_at  timestamptz,
    finished_at  timestamptz,
    proven_at    timestamptz,
    restore_ms   bigint,
    data_loss_ms bigint,
    note         text        not null default '',
    hold         text        not null default ''
);

create index backup_by_state on backup (state, seq desc);

comment on column backup.requested_by is 'names a person';
comment on column backup.restore_ms is 'how long the restore into a scratch database took: the measured recovery time';
comment on column backup.data_loss_ms is 'time between this snapshot and the one before: the measured recovery point';

-- Whether the alert about missing proof is out; one row.
create table backup_watch (
    only_row boolean     primary key default true check (only_row),
    since    timestamptz
);
insert into backup_watch (since) values (null);
