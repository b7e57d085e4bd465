-- Labels and annotations are written and read as texts: nothing looks into them in SQL.
alter table alert alter column labels type text, alter column annotations type text;

-- Batches of alerts as they came in (deflated JSON), accepted and not yet applied to alert and alert_group. In a storm this
-- is the durable write; whoever applies a batch deletes it in the same transaction.
create table alert_journal (
    seq         bigint generated always as identity primary key,
    received_at timestamptz not null,
    alerts      int         not null,
    body        bytea       not null
);
alter table alert_journal alter column body set storage external;
alter table alert_journal set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Every attempt to deliver, with what came of it.
create table notification_attempt (
    notification_id uuid        not null references notification (id) on delete cascade,
    attempt         int         not null,
    at              timestamptz not null,
    duration_ms     bigint      not null,
    outcome         text        not null check (outcome in ('delivered', 'retried', 'dead')),
    reason          text        not null,
    primary key (notification_id, attempt)
);

-- Alerts that may inhibit others under the configuration that holds; kept as alerts come in, made anew when it changes.
create table inhibition_source (
    fingerprint text primary key references alert on delete cascade
);
