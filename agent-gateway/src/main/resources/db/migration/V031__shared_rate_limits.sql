-- What each replica let through, so that the others count it too. Losing it in a crash costs nothing: unlogged.
create unlogged table rate_use (
    bucket   text not null,
    replica  text not null,
    consumed bigint not null,
    at       timestamptz not null,
    primary key (bucket, replica)
);
create index rate_use_by_age on rate_use (at);
