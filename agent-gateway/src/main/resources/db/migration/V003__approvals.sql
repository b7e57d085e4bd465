create table approval (
    id           text primary key,
    requester    text not null,
    origin_kind  text not null,
    origin_id    text not null,
    principal    text not null,
    call_id      text,
    title        text not null,
    plan         text not null,
    plan_hash    text not null,
    role         text not null,
    state        text not null check (state in ('pending', 'approved', 'denied', 'expired')),
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    reason       text
);
create index approval_by_state on approval (state, requested_at desc);
