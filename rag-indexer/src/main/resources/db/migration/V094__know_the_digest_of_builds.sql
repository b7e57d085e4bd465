-- The very model that a version is built with: one of the same name may be another one tomorrow.
alter table index_build add column digest text not null default '';
