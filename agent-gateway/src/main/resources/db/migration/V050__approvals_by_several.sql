-- Some approvals need more persons than one, show what would happen, or let the arguments be edited.
alter table approval add column approvers integer not null default 1;
alter table approval add column arguments jsonb;
alter table approval add column asked_because text;
alter table approval add column preview text;
alter table approval add column edited_arguments jsonb;

-- Who has agreed so far; one person counts once.
create table approval_vote (
    approval_id text        not null references approval (id) on delete cascade,
    person      text        not null,
    voted_at    timestamptz not null,
    reason      text        not null,
    primary key (approval_id, person)
);
