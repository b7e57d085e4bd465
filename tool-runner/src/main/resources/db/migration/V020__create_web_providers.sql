-- Search providers: what an administrator configured, and how each fares. Shared by all replicas.
create table web_provider (
    name                text primary key,
    position            integer     not null,
    enabled             boolean     not null,
    url                 text        not null,
    requests_per_minute integer     not null check (requests_per_minute > 0),
    timeout_ms          bigint      not null check (timeout_ms > 0),
    changed_by          text        not null,
    changed_at          timestamptz not null,
    -- the circuit breaker
    failures            integer     not null default 0,
    openings            integer     not null default 0,
    open_until          timestamptz,
    last_fault          text,
    last_fault_at       timestamptz,
    last_success_at     timestamptz,
    -- questions asked in the minute that began at window_start
    window_start        timestamptz,
    window_used         integer     not null default 0,
    -- canary questions
    quality             double precision,
    canary_at           timestamptz
);

insert into web_provider (name, position, enabled, url, requests_per_minute, timeout_ms, changed_by, changed_at)
values ('duckduckgo', 1, true, 'https://html.duckduckgo.com/html/', 10, 8000, 'installation', now()),
       ('searxng', 2, false, '', 60, 8000, 'installation', now());

-- Answers of searches, to be given again for a while. The question itself is not kept.
create table web_search_cache (
    query    text primary key,
    hits     jsonb       not null,
    provider text        not null,
    found_at timestamptz not null
);

create index web_search_cache_by_time on web_search_cache (found_at);
