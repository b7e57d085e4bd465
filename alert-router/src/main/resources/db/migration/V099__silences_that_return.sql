-- Silences that come again every week; each occurrence becomes a silence of its own, once.
create table recurring_silence (
    id         uuid primary key,
    matchers   text        not null,
    -- names of days with commas; empty: every day
    weekdays   text        not null,
    at         text        not null,
    time_zone  text        not null,
    lasts_ms   bigint      not null,
    comment    text        not null,
    created_by text        not null,
    created_at timestamptz not null
);
comment on column recurring_silence.created_by is 'names a person';

create table recurring_silence_occurrence (
    recurring_id uuid        not null references recurring_silence on delete cascade,
    due_at       timestamptz not null,
    silence_id   uuid        not null,
    primary key (recurring_id, due_at)
);

-- For which end somebody was reminded; a silence that is extended is reminded of again.
alter table silence add column reminded_of timestamptz;

-- Who set it, as known by key or token; created_by is what the caller said.
alter table silence add column set_by text not null default '';
comment on column silence.set_by is 'names a person';
