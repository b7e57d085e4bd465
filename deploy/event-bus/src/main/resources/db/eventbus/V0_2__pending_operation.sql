-- Operations asked of this service and not answered yet.
CREATE TABLE pending_operation (
    id           text PRIMARY KEY,
    run_id       text NOT NULL,
    capability   text NOT NULL,
    arguments    jsonb NOT NULL,
    principal    text NOT NULL,
    dry_run      boolean NOT NULL,
    deadline     timestamptz NOT NULL,
    accepted_at  timestamptz NOT NULL,
    leased_until timestamptz,
    attempts     integer NOT NULL DEFAULT 0
);
CREATE INDEX pending_operation_accepted_at ON pending_operation (accepted_at);
