-- Alerts that this service has raised and not ended; each is said again while its row is here.
CREATE TABLE standing_alert (
    key     text PRIMARY KEY,
    data    text NOT NULL,
    said_at timestamptz NOT NULL
);
CREATE INDEX standing_alert_said_at ON standing_alert (said_at);
