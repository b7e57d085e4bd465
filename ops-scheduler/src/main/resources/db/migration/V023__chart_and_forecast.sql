-- Charts of reports, by their number in the report.
create table report_chart (
    run_id   uuid    not null references report (run_id) on delete cascade,
    position integer not null,
    svg      text    not null,
    primary key (run_id, position)
);

-- Every metric that is said on the bus, by hour: what forecasts are made from.
create table metric_hour (
    series  text             not null,
    hour    timestamptz      not null,
    low     double precision not null,
    high    double precision not null,
    total   double precision not null,
    samples bigint           not null,
    primary key (series, hour)
);

create index metric_hour_by_hour on metric_hour (hour);

-- Steps that do not fit this machine, as the last validation found; the list is replaced as a whole.
create table procedure_drift (
    procedure_id text        not null,
    step_id      text        not null,
    line         integer     not null,
    problem      text        not null,
    since        timestamptz not null,
    primary key (procedure_id, step_id, problem)
);
