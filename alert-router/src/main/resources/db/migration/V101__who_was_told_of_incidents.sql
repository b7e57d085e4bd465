-- Which receivers the steps of an incident told: they are told of its end, too.
alter table incident add column told text[] not null default '{}';
update incident i set told = (
    select coalesce(array_agg(distinct n.receiver), '{}') from notification n where n.group_key = 'incident:' || i.id)
where i.closed_at is null;
