-- The transaction that changed the row last. Whoever holds a copy of the alerts reads only what was changed by transactions
-- that its copy may not have seen: those at or after the oldest one that was under way then (pg_snapshot_xmin).
alter table alert add column changed_xid xid8 not null default pg_current_xact_id();
create index alert_changed on alert (changed_xid);
