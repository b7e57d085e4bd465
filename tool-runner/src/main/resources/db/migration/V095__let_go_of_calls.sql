-- Calls go when their term is over, unless a legal hold stands, as ops-scheduler announces it.
create table legal_hold (
    class      text        primary key,
    reason     text        not null,
    changed_at timestamptz not null
);
