-- Pages of the ledger by time, then number: every filter finds its page in an index, however far back it lies.
drop index audit_entry_by_actor;
drop index audit_entry_by_action;
drop index audit_entry_by_time;
create index audit_entry_by_actor on audit_entry (actor, at, seq);
create index audit_entry_by_action on audit_entry (action, at, seq);
create index audit_entry_by_time on audit_entry (at, seq);
