-- Set from the moment that somebody cancels a run: what puts things right at its end is still done before it ends.
alter table run add column cancelled boolean not null default false;
