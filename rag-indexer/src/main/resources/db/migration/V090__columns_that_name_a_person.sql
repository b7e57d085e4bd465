-- When somebody is erased, a pseudonym takes their place here (eventbus.person.UserListener).
comment on column index_build.started_by is 'names a person';
