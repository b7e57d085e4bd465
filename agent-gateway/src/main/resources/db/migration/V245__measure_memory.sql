-- How much of the conversation prompts held, by hour: the meters begin anew with each start.
create table memory_hour (
    hour          timestamptz primary key,
    prompts       bigint      not null,
    kept_tokens   bigint      not null,
    prompt_tokens bigint      not null
);
