-- Files that are not text wait here until their text has been extracted; then the text is kept and the file let go.
alter table document add column original bytea;
alter table document alter column original set storage external;
-- Roles that may see the document; empty: everybody.
alter table document add column given_audience text[] not null default '{}';
alter table document add column audience text[] not null default '{}';

-- Versions of the index that were built. States: building (any replica goes on with it), active (searched), previous
-- (can be searched again at once), refused (the golden questions found less in it), failed, dropped.
create table index_build (
    name        text primary key,
    model       text not null,
    state       text not null check (state in ('building', 'active', 'previous', 'refused', 'failed', 'dropped')),
    started_by  text not null,
    forced      boolean not null default false,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    done        integer not null default 0,
    total       integer not null default 0,
    reason      text
);
create unique index index_build_one_at_a_time on index_build ((true)) where state = 'building';

-- What a version that is being built holds already, so that another replica can go on after a crash.
create table index_build_document (
    name          text not null references index_build on delete cascade,
    document_id   text not null,
    content_hash  text not null,
    primary key (name, document_id)
);

-- How well the golden questions found their documents, and when. Accepted runs are what later ones are compared with.
create table quality_run (
    run_id      uuid primary key,
    at          timestamptz not null,
    index_name  text not null,
    questions   integer not null,
    ndcg10      double precision not null,
    mrr         double precision not null,
    recall10    double precision not null,
    out_of_scope double precision not null,
    accepted    boolean not null,
    per_question jsonb not null
);
create index quality_run_by_time on quality_run (at desc);
