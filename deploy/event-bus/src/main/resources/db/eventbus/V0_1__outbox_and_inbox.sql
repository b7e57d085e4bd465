-- Events to be sent, written in the transaction of the state they tell of. Rows go when Kafka has acknowledged them.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lane         smallint NOT NULL,
    event_id     text NOT NULL,
    event_type   text NOT NULL,
    topic        text NOT NULL,
    record_key   text NOT NULL,
    occurred_at  timestamptz NOT NULL,
    trace_parent text,
    data         bytea NOT NULL
);
CREATE INDEX outbox_lane ON outbox (lane, id);
-- The table is short and changes all the time: keep its dead rows few.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Ids of the events that were handled, written in the transaction of their effect.
CREATE TABLE inbox (
    event_id   text PRIMARY KEY,
    handled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_handled_at ON inbox USING brin (handled_at);
