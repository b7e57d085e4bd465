-- Emergency runbooks that alerts started. The key is the claim: one run for each firing of an alert and runbook.
create table alert_run (
    fingerprint  text        not null,
    starts_at    timestamptz not null,
    procedure_id text        not null,
    run_id       uuid        not null,
    severity     text        not null,
    -- the level that has been called so far; 1 is told by the alert itself
    level        integer     not null,
    -- when the next level is called unless the alert has resolved; null when nobody is left or it is over
    next_at      timestamptz,
    resolved_at  timestamptz,
    primary key (fingerprint, starts_at, procedure_id)
);

create index alert_run_to_escalate on alert_run (next_at) where next_at is not null;
