-- The W3C trace context that a call was asked for in: its run, maybe by another replica and much later, joins that trace.
alter table tool_call add column trace_parent text;
