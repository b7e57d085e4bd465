-- How each control stands, and every look at it.
create table control_state (
    control       text        primary key,
    state         text        not null default 'unknown',
    detail        text        not null default '',
    evidence      jsonb       not null default '{}',
    checked_at    timestamptz,
    since         timestamptz,
    alert_since   timestamptz,
    claimed_until timestamptz
);

create table control_result (
    id       bigint generated always as identity primary key,
    control  text        not null,
    at       timestamptz not null,
    state    text        not null,
    detail   text        not null,
    evidence jsonb       not null
);

create index control_result_by_control on control_result (control, at desc);
create index control_result_by_time on control_result (at);

-- Penetration tests, scans and reviews, with what they found.
create table assessment (
    id           uuid        primary key,
    kind         text        not null,
    title        text        not null,
    performed_by text        not null,
    performed_at timestamptz not null,
    scope        text        not null,
    summary      text        not null,
    recorded_by  text        not null,
    recorded_at  timestamptz not null
);

create index assessment_by_kind on assessment (kind, performed_at desc);
comment on column assessment.performed_by is 'names a person';
comment on column assessment.recorded_by is 'names a person';

create table compliance_finding (
    id            uuid        primary key,
    assessment_id uuid        not null references assessment (id),
    title         text        not null,
    severity      text        not null,
    state         text        not null,
    owner         text        not null,
    due           date        not null,
    note          text        not null default '',
    changed_by    text        not null,
    changed_at    timestamptz not null
);

create index compliance_finding_by_assessment on compliance_finding (assessment_id);
create index compliance_finding_open on compliance_finding (due) where state <> 'closed';
comment on column compliance_finding.owner is 'names a person';
comment on column compliance_finding.changed_by is 'names a person';

-- Exercises and recoveries: planned, held, with what was measured and learned.
create table exercise (
    id            uuid        primary key,
    kind          text        not null,
    title         text        not null,
    state         text        not null,
    scheduled_for timestamptz,
    held_at       timestamptz,
    led_by        text        not null default '',
    outcome       text        not null default '',
    lessons       text        not null default '',
    measurements  jsonb       not null default '{}',
    recorded_by   text        not null,
    recorded_at   timestamptz not null
);

create index exercise_by_kind on exercise (kind, held_at desc);
comment on column exercise.led_by is 'names a person';
comment on column exercise.recorded_by is 'names a person';

create table exercise_attendee (
    exercise_id uuid not null references exercise (id) on delete cascade,
    person      text not null,
    primary key (exercise_id, person)
);

comment on column exercise_attendee.person is 'names a person';
