-- Which model answers when nobody names one; one row.
create table model_setting (
    id            smallint primary key check (id = 1),
    default_model text,
    -- admin, promotion, or automatic: found because nobody had chosen one
    origin        text not null,
    fallbacks     text[] not null default '{}',
    updated_at    timestamptz not null,
    updated_by    text not null
);

-- One row per chat with a model; nothing of what was said. Kept for a while to judge models by.
create table model_chat (
    id             text primary key,
    at             timestamptz not null,
    model          text not null,
    digest         text not null,
    host           text not null,
    purpose        text not null,
    run_id         text,
    outcome        text not null,
    failed         boolean not null,
    first_token_ms bigint,
    total_ms       bigint not null,
    load_ms        bigint not null,
    prompt_tokens  bigint not null,
    answer_tokens  bigint not null,
    speaking_ms    bigint not null,
    calls          int not null,
    invalid_calls  int not null
);
create index model_chat_by_time on model_chat (at);
create index model_chat_by_digest on model_chat (digest, at);
create index model_chat_by_run on model_chat (run_id) where run_id is not null;

-- A download; whoever holds the lease works on it, and anybody can tell how far it is.
create table model_pull (
    id           text primary key,
    model        text not null,
    host         text,
    state        text not null,
    status       text not null,
    at_host      text,
    completed    bigint not null,
    total        bigint not null,
    reason       text,
    requested_by text not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    ended_at     timestamptz,
    lease_owner  text,
    lease_until  timestamptz
);
create index model_pull_open on model_pull (created_at) where ended_at is null;
create unique index model_pull_once on model_pull (model, coalesce(host, '')) where ended_at is null;
