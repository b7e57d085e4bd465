-- Every document that is or was known: its newest content, and how far the index is with it.
-- States: pending (to be indexed), indexed, failed (refused; an earlier version may still be searched),
-- removing (its passages must go), removed.
create table document (
    document_id    text primary key,
    origin         text not null check (origin in ('FOLDER', 'UPLOAD', 'EVENT')),
    format         text not null,
    given_title    text,
    given_tags     text[] not null default '{}',
    content        text,
    content_hash   text not null,
    changed_at     timestamptz not null,
    state          text not null check (state in ('pending', 'indexed', 'failed', 'removing', 'removed')),
    claimed_until  timestamptz,

    title          text,
    kind           text,
    owner          text,
    procedure_id   text,
    review_by      date,
    tags           text[] not null default '{}',
    chunks         integer not null default 0,
    index_name     text,
    indexed_at     timestamptz,
    error_line     integer,
    error_reason   text
);

-- What the pipeline looks for.
create index document_to_do on document (changed_at) where state in ('pending', 'removing');
