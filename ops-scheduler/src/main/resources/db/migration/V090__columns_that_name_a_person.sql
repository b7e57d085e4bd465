-- When somebody is erased, a pseudonym takes their place here (eventbus.person.UserListener). The ledger of the audit keeps
-- who did what: that is its duty.
comment on column run.principal is 'names a person';
