-- Legal holds as ops-scheduler announced them. Sessions are removed only while no row of user-activity is here.
create table legal_hold (
    class      text        primary key,
    reason     text        not null,
    changed_at timestamptz not null
);
