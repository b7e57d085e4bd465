-- API keys. The key itself is never stored: key_lookup finds the row, key_hash (PBKDF2) proves the key.
create table api_key (
    id           text primary key,
    name         text not null,
    principal    text not null,
    role         text not null check (role in ('viewer', 'operator', 'approver', 'admin', 'service')),
    key_lookup   text not null unique,
    salt         bytea not null,
    key_hash     bytea not null,
    iterations   int not null,
    source       text not null check (source in ('api', 'file')),
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
