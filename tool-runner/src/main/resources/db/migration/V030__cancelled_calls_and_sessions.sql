-- A call that somebody takes back: one that runs is stopped by the replica that runs it.
alter table tool_call drop constraint tool_call_state_check;
alter table tool_call add constraint tool_call_state_check check (state in ('accepted', 'running', 'waiting-approval',
    'succeeded', 'failed', 'timed-out', 'denied', 'expired', 'unknown-outcome', 'cancelled'));
alter table tool_call add column cancelled_by text;
alter table tool_call add column cancel_reason text;
create index tool_call_to_stop on tool_call (instance) where state = 'running' and cancelled_by is not null;

-- The conversation that a call belongs to, where it belongs to one.
alter table tool_call add column session_id text;

comment on column tool_call.principal is 'names a person';
comment on column tool_call.approved_by is 'names a person';
comment on column tool_call.cancelled_by is 'names a person';
comment on column tool.changed_by is 'names a person';
comment on column web_provider.changed_by is 'names a person';
