-- Since when people are reminded of a planned exercise.
alter table exercise add column reminded_at timestamptz;
create index exercise_to_watch on exercise (scheduled_for) where state = 'planned' or reminded_at is not null;
