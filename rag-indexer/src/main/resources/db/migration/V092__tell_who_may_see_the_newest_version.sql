-- Roles that may see the newest version, by its source and by itself, from the moment it is taken in (audience is of the
-- version that can be found); empty: everybody; null when it cannot be told: then only administrators see it.
alter table document add column newest_audience text[] default '{}';
update document set newest_audience = case
    when state not in ('pending', 'failed') then audience
    when content is null or content ilike '%audience%' then null
    else given_audience
end;
