-- Fire drills that were held; how their ways did stands in notification (origin 'drill:' and the id).
create table fire_drill (
    id              uuid primary key,
    drill           text        not null,
    due_at          timestamptz not null,
    judge_at        timestamptz not null,
    state           text        not null check (state in ('running', 'passed', 'failed', 'missed')),
    ended_at        timestamptz,
    acknowledged_by text        not null default '',
    acknowledged_at timestamptz,
    unique (drill, due_at)
);
create index fire_drill_running on fire_drill (judge_at) where state = 'running';
comment on column fire_drill.acknowledged_by is 'names a person';
