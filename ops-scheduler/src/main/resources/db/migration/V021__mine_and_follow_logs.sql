-- The kinds of messages that reviews have seen: a new one is one that is not here.
create table log_template (
    id         bigint generated always as identity primary key,
    text       text        not null unique,
    words      text[]      not null,
    example    text        not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null
);

create index log_template_by_last_seen on log_template (last_seen desc);

-- How far files of other software have been read. The inode tells a rotated file from the one that took its name.
create table followed_file (
    path       text        primary key,
    inode      text        not null,
    position   bigint      not null,
    updated_at timestamptz not null
);
