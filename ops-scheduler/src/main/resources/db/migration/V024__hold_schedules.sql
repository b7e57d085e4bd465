-- While there is a row, no due time begins a run: somebody works on the platform. At most one hold at a time.
create table schedule_hold (
    only_one   boolean     primary key default true check (only_one),
    run_id     uuid        not null,
    since      timestamptz not null,
    -- a run that died must not hold everybody for ever
    held_until timestamptz not null
);
