-- Which session goes on with a conversation that a client keeps itself and sends as a whole each time: found by the hash
-- of all that was said in it so far, or by the name that the client gives it. Empty while a question is being answered.
create table client_conversation (
    session_id  text primary key references session (id) on delete cascade,
    principal   text not null,
    fingerprint bytea,
    updated_at  timestamptz not null
);
create index client_conversation_by_fingerprint on client_conversation (principal, fingerprint);
comment on column client_conversation.principal is 'names a person';
