-- The Slack message that tells of a group and is updated as the group changes.
create table slack_message (
    group_key  text        not null,
    receiver   text        not null,
    position   int         not null,
    channel    text        not null,
    ts         text        not null,
    updated_at timestamptz not null,
    primary key (group_key, receiver, position)
);
create index slack_message_updated on slack_message (updated_at);
