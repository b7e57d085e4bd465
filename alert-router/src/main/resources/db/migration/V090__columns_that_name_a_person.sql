-- When somebody is erased, a pseudonym takes their place here (eventbus.person.UserListener).
comment on column silence.created_by is 'names a person';
