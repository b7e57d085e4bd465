comment on column asked_operation.principal is 'names a person';
