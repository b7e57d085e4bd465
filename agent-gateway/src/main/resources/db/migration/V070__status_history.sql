-- One row a minute of what the overview draws over a day; written by whichever replica comes first.
create table status_minute (
    minute          timestamptz primary key,
    firing          integer not null,
    troubled        integer not null,
    active_sessions bigint  not null,
    answer_p50_ms   bigint
);
