-- Append-only: each entry's hash covers its content and the hash of the entry before it.
create table audit_entry (
    seq           bigint      primary key,
    event_id      text        not null unique,
    source        text        not null,
    actor         text        not null,
    action        text        not null,
    resource      text        not null,
    outcome       text        not null,
    details       jsonb       not null,
    at            timestamptz not null,
    previous_hash text        not null,
    hash          text        not null
);

create index audit_entry_by_actor on audit_entry (actor, seq desc);
create index audit_entry_by_action on audit_entry (action, seq desc);
create index audit_entry_by_time on audit_entry (at);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit ledger is append-only';
end
$$;

create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function refuse_audit_change();
