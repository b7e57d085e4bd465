-- For which documents the runbooks were last held against the machine out of turn, and when.
create table drift_look (
    only_one  boolean     primary key default true check (only_one),
    documents text        not null,
    asked_at  timestamptz not null
);
