-- The head of the audit chain, signed once a day: who rewrites the whole chain can't rewrite these.
create table audit_head (
    day       date        primary key,
    seq       bigint      not null,
    hash      text        not null,
    signed_at timestamptz not null,
    signature text        not null
);

-- What was purged, signed. The newest one of the audit ledger is what its oldest entry follows.
create table purge_certificate (
    id        text        primary key,
    seq       bigint      not null unique generated always as identity,
    class     text        not null,
    range_from text       not null,
    range_to  text        not null,
    count     bigint      not null,
    last_seq  bigint,
    last_hash text,
    purged_at timestamptz not null,
    signature text        not null
);

-- A class under a hold is not purged.
create table legal_hold (
    class    text        primary key,
    reason   text        not null,
    set_by   text        not null,
    set_at   timestamptz not null
);

comment on column legal_hold.set_by is 'names a person';

-- The one way out of the ledger: entries older than its term, from the oldest on, in a transaction that says so.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '1 year'
        and old.seq <= coalesce(nullif(current_setting('aiops.purge_to', true), ''), '0')::bigint then
        return old;
    end if;
    raise exception 'the audit ledger is append-only';
end
$$;
