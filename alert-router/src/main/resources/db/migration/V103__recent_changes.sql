-- What was changed at this service, for whoever asks why an alert fires. Kept for a day.
create table recent_change (
    seq   bigint generated always as identity primary key,
    at    timestamptz not null,
    what  text        not null,
    actor text        not null
);
create index recent_change_at on recent_change (at);
comment on column recent_change.actor is 'names a person';
