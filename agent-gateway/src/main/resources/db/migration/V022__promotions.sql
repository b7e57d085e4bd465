-- How a model did on the golden questions; by the digest of its weights.
create table model_evaluation (
    id           text primary key,
    model        text not null,
    digest       text not null,
    state        text not null,
    passed       boolean,
    score        double precision,
    call_validity double precision,
    reason       text,
    cases        jsonb not null default '[]',
    requested_by text not null,
    created_at   timestamptz not null,
    ended_at     timestamptz,
    lease_owner  text,
    lease_until  timestamptz
);
create index model_evaluation_by_digest on model_evaluation (digest, created_at desc);
create index model_evaluation_open on model_evaluation (created_at) where ended_at is null;

-- A model on its way to be the default: evaluating, canary, watched, promoted, rejected, rolled-back.
create table model_promotion (
    id            text primary key,
    model         text not null,
    digest        text not null,
    previous      text,
    evaluation_id text not null references model_evaluation (id),
    state         text not null,
    share         double precision not null,
    reason        text,
    requested_by  text not null,
    created_at    timestamptz not null,
    canary_at     timestamptz,
    promoted_at   timestamptz,
    ended_at      timestamptz
);
-- One at a time: two candidates could not be told apart by what the default does meanwhile.
create unique index model_promotion_open on model_promotion ((true)) where ended_at is null;
create index model_promotion_by_age on model_promotion (created_at desc);
