-- Cases: a problem, the errors found, the attempt to reproduce it, a workaround, and the solution as a document.
create table support_case (
    id           text primary key,
    principal    text not null,
    roles        text[] not null,
    kind         text not null check (kind in ('problem', 'error-report')),
    state        text not null check (state in ('open', 'drafted', 'publishing', 'solved', 'closed')),
    -- title, problem, question and draft, encrypted as one JSON document
    content      bytea not null,
    run_id       text,
    repro_run_id text,
    document_id  text,
    approved_by  text,
    -- Who looks into it or publishes it holds it until then; a killed gateway leaves it to the next.
    claimed_until timestamptz,
    investigated  boolean not null default false,
    opened_at    timestamptz not null,
    changed_at   timestamptz not null
);
create index support_case_by_state on support_case (state, id desc);
create index support_case_by_principal on support_case (principal, id desc);
create index support_case_to_do on support_case (changed_at) where state = 'publishing' or not investigated;
create index support_case_by_reproduction on support_case (repro_run_id);
create index support_case_by_document on support_case (document_id);
comment on column support_case.content is 'sealed with id';

create table case_stage (
    id        text primary key,
    case_id   text not null references support_case (id) on delete cascade,
    stage     text not null check (stage in ('problem', 'errors', 'reproduced', 'workaround', 'solution', 'closed')),
    outcome   text not null,
    principal text not null,
    content   bytea not null,
    at        timestamptz not null
);
create index case_stage_by_case on case_stage (case_id, id);
comment on column case_stage.content is 'sealed with case_id';

-- Questions that went wrong once, asked again and again.
create table regression_question (
    id                text primary key,
    principal         text not null,
    question          bytea not null,
    expected_document text,
    expected_words    text[] not null default '{}',
    case_id           text,
    last_state        text,
    last_detail       text,
    last_run_id       text,
    last_at           timestamptz,
    created_at        timestamptz not null
);
create unique index regression_question_by_case on regression_question (case_id);
comment on column regression_question.question is 'sealed with id';

-- Frequent questions with a good answer, proposed by the platform and approved by people.
create table faq_entry (
    id          text primary key,
    group_id    text unique,
    principal   text not null,
    state       text not null check (state in ('proposed', 'publishing', 'approved', 'rejected')),
    question    bytea not null,
    answer      bytea not null,
    asked       bigint not null,
    document_id text,
    decided_by  text,
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);
create index faq_entry_by_state on faq_entry (state, asked desc);
comment on column faq_entry.question is 'sealed with id';
comment on column faq_entry.answer is 'sealed with id';

-- Rated runs are few among many, and listed.
create index run_rated on run (id desc) where rating is not null;
