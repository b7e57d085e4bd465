-- How a session wants its model to answer: model, temperature and the like. Nothing that people said.
alter table session add column parameters jsonb not null default '{}';

-- What is remembered of a conversation beyond its last exchanges. The content is encrypted like the conversation itself,
-- bound to the session's id.
create table session_memory (
    session_id       text primary key references session (id) on delete cascade,
    content          bytea not null,
    -- The runs accepted until then are part of it.
    covers_until     timestamptz not null,
    covered          int not null,
    version          bigint not null,
    -- Whether exchanges wait for a model to write them into the summary, and until when somebody is at it.
    waiting          boolean not null,
    summarised_until timestamptz
);
comment on column session_memory.content is 'sealed with session_id';
create index session_memory_waiting on session_memory (summarised_until) where waiting;

-- Tokens per weight of text, learned for each model from what Ollama counted.
create table model_calibration (
    digest     text primary key,
    factor     double precision not null,
    samples    bigint not null,
    updated_at timestamptz not null
);
