-- What the caller may do, for tools that not everybody may call; empty when nobody said.
alter table tool_call add column roles text[] not null default '{}';
