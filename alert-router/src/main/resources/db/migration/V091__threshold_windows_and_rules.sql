-- Samples of the time that a rule looks back over, as ThresholdStore writes them: 16 bytes a sample.
alter table threshold_state add column part bytea, add column total bytea;

-- Rules that were set over REST; they hold before those of thresholds.yml of the same name.
create table threshold_rule (
    alert      text primary key,
    definition text        not null,
    updated_by text        not null,
    updated_at timestamptz not null
);
comment on column threshold_rule.updated_by is 'names a person';
