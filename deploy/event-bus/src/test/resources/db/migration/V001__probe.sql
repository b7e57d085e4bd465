CREATE TABLE effect (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  text NOT NULL,
    record_key text NOT NULL,
    number    bigint NOT NULL
);
