-- Since when a call waits for its turn (after acceptance, approval, or a replica's death), and how long it did.
alter table tool_call add column queued_at timestamptz not null default now();
alter table tool_call add column queue_ms bigint;

-- What shares a turn: calls of one run, procedure or caller take theirs one after the other with those of others.
alter table tool_call add column fairness_key text not null default '';

-- An approval holds for the machine that it was asked on; some need two persons.
alter table tool_call add column approval_host text;
alter table tool_call add column approvers integer not null default 1;
alter table tool_call add column approval_reason text;
alter table tool_call add column preview text;

create index tool_call_queue on tool_call (fairness_key, queued_at) where state = 'accepted';

-- An approval that a caller asked for before it asked for the call, and the one call that it was good for.
alter table tool_call add column given_approval jsonb;
create table used_approval (
    approval_id text primary key,
    call_id     text        not null,
    used_at     timestamptz not null
);
