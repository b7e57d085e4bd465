-- What a key is told apart by, what it is good for, and how much of it. The prefix is the part that may be shown.
alter table api_key
    add column prefix text not null default '',
    add column scopes text[] not null default '{}',
    add column requests_per_minute int check (requests_per_minute is null or requests_per_minute >= 0),
    add column replaces text;
