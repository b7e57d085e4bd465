-- Silences that are too broad for one person, until a second one says yes.
create table silence_request (
    id           uuid primary key,
    matchers     text        not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    created_by   text        not null,
    comment      text        not null,
    requested_by text        not null,
    reason       text        not null,
    requested_at timestamptz not null
);
comment on column silence_request.created_by is 'names a person';
comment on column silence_request.requested_by is 'names a person';
