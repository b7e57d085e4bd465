-- Since when a schedule is known in its present form: earlier due times are nobody's business.
create table schedule_watch (
    procedure_id text        primary key,
    schedule     text        not null,
    since        timestamptz not null
);

-- One row for every due time, whatever came of it. The key is the claim: one replica inserts, one replica fires.
create table occurrence (
    procedure_id text        not null,
    due_at       timestamptz not null,
    outcome      text        not null check (outcome in ('ran', 'late', 'skipped', 'missed')),
    reason       text        not null,
    run_id       uuid,
    decided_at   timestamptz not null,
    primary key (procedure_id, due_at)
);

create index occurrence_by_time on occurrence (due_at);
