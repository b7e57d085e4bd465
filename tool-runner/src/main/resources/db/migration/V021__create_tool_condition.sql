-- How a tool fares: whether it was taken out of use because it failed, and its last self-test. Shared by all replicas.
create table tool_condition (
    tool          text primary key,
    broken_since  timestamptz,
    broken_reason text,
    -- calls that ended before it do not speak against the tool any more
    counted_from  timestamptz not null,
    -- when a replica last took a self-test upon itself
    claimed_at    timestamptz not null,
    tested_at     timestamptz,
    test_passed   boolean,
    test_summary  text,
    -- self-tests that failed in a row
    test_failures integer     not null default 0
);
