-- Questions that mean the same, for the report on what is asked and for the FAQ. The sample is redacted and encrypted;
-- the fingerprint is a keyed hash. A vector can be turned back into words, more or less: it is encrypted like them.
create table question_group (
    id          text primary key,
    principal   text not null,
    fingerprint text not null,
    sample      bytea not null,
    vector      bytea,
    created_at  timestamptz not null
);
create index question_group_by_fingerprint on question_group (fingerprint);
comment on column question_group.sample is 'sealed with id';
comment on column question_group.vector is 'sealed with id';

create table asked_question (
    run_id      text primary key references run (id) on delete cascade,
    fingerprint text not null,
    group_id    text references question_group (id) on delete set null,
    at          timestamptz not null
);
create index asked_question_by_group on asked_question (group_id, at);
create index asked_question_ungrouped on asked_question (at) where group_id is null;

-- Answers that may be given again. The answer itself stays with its run, and goes with it.
create table cached_answer (
    run_id      text primary key references run (id) on delete cascade,
    fingerprint text not null,
    -- Whose answer it is, when nobody else may get it; and the roles that one needs to get it.
    only_for    text,
    roles       text[] not null,
    documents   text[] not null,
    vector      bytea,
    hits        bigint not null default 0,
    learned_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index cached_answer_by_fingerprint on cached_answer (fingerprint);
create index cached_answer_by_document on cached_answer using gin (documents);
create index cached_answer_by_end on cached_answer (expires_at);
create index cached_answer_without_vector on cached_answer (learned_at) where vector is null;
comment on column cached_answer.vector is 'sealed with run_id';

-- The versions of documents that the index is known to hold, as far as events told.
create table known_document (
    document_id  text primary key,
    content_hash text not null,
    changed_at   timestamptz not null
);

-- Whether answers are cached at all, as an administrator set it; without a row the configuration holds.
create table cache_switch (
    one        boolean primary key default true check (one),
    enabled    boolean not null,
    changed_at timestamptz not null
);
