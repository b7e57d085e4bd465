-- Work that a run left for a window: the proper fix after an emergency. It belongs to one due time of one procedure.
create table planned_work (
    run_id       uuid        not null,
    procedure_id text        not null,
    due_at       timestamptz not null,
    note         text        not null,
    planned_at   timestamptz not null,
    primary key (procedure_id, due_at, run_id)
);
