-- Share of the answerable golden questions that were refused, and the similarity that tells them apart from the others.
alter table quality_run add column in_scope_refused double precision not null default 0;
alter table quality_run add column relevance_floor double precision;

-- How large the index was, hour by hour: what it grows by.
create table index_size (
    hour     timestamptz primary key,
    passages bigint not null,
    bytes    bigint not null
);

-- What came of going through every vector of the index.
create table index_validation (
    validation_id uuid primary key,
    at            timestamptz not null,
    index_name    text not null,
    passages      integer not null,
    reembedded    integer not null,
    findings      jsonb not null
);
create index index_validation_by_time on index_validation (at desc);
