-- Operations asked of this service. An answered one stays for a while, so that it is not carried out again when asked again.
CREATE TABLE asked_operation (
    id           text PRIMARY KEY,
    run_id       text NOT NULL,
    capability   text NOT NULL,
    arguments    jsonb NOT NULL,
    principal    text NOT NULL,
    dry_run      boolean NOT NULL,
    deadline     timestamptz NOT NULL,
    accepted_at  timestamptz NOT NULL,
    leased_until timestamptz,
    attempts     integer NOT NULL DEFAULT 0,
    answered_at  timestamptz
);
CREATE INDEX asked_operation_open ON asked_operation (accepted_at) WHERE answered_at IS NULL;
CREATE INDEX asked_operation_answered ON asked_operation (answered_at) WHERE answered_at IS NOT NULL;
