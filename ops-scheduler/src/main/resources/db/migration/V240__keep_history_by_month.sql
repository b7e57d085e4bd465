-- The history in partitions by month: what is beyond its term goes by dropping a month, however many runs it holds.
-- Ids of runs begin with their time (UUID version 7), so that a range of ids is a range of time. Foreign keys between
-- partitioned tables would make PostgreSQL read the whole history to drop a month; whoever drops one drops all its parts.
alter table run_step drop constraint run_step_run_id_fkey;
alter table run_event drop constraint run_event_run_id_fkey;
alter table report drop constraint report_run_id_fkey;
alter table report_chart drop constraint report_chart_run_id_fkey;

-- The key of a partitioned table holds the column that it is cut by.
alter table run_event alter column id drop identity, drop constraint run_event_pkey, add primary key (run_id, id);
drop index run_event_by_run;

drop index run_by_procedure, run_to_wake, run_by_state, run_by_creation, run_active, run_step_by_attempt,
    run_step_by_approval, occurrence_by_time, occurrence_by_outcome;

-- Each table as it is becomes the partition of this month and all before it.
do $$
declare
    this_month timestamp := date_trunc('month', now() at time zone 'UTC');
    next_month timestamp := this_month + interval '1 month';
    next_id    text      := lpad(to_hex((extract(epoch from next_month) * 1000)::bigint), 12, '0') || repeat('0', 20);
    part       record;
    months     text;
    bound      text;
begin
    for part in select * from (values
        ('run', 'id', 'id'), ('run_step', 'run_id', 'run_id, position'), ('run_event', 'run_id', 'run_id, id'),
        ('report', 'run_id', 'run_id'), ('report_chart', 'run_id', 'run_id, position'),
        ('occurrence', 'due_at', 'procedure_id, due_at')) as parts (whole, cut, key)
    loop
        months := part.whole || '_' || to_char(this_month, 'YYYY_MM');
        bound := case part.cut
            when 'due_at' then quote_literal(to_char(next_month, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || '::timestamptz'
            else quote_literal(next_id) || '::uuid' end;
        execute format('alter table %I rename to %I', part.whole, months);
        execute format('alter index %I rename to %I', part.whole || '_pkey', months || '_pkey');
        execute format('create table %I (like %I including defaults including constraints including comments)'
            ' partition by range (%s)', part.whole, months, part.cut);
        execute format('alter table %I add primary key (%s)', part.whole, part.key);
        -- What has an id of another kind, or of a clock far ahead, belongs to no month.
        execute format('create table %I partition of %I default', part.whole || '_default', part.whole);
        execute format('with moved as (delete from %I where %I >= %s returning *) insert into %I select * from moved',
            months, part.cut, bound, part.whole || '_default');
        execute format('alter table %I attach partition %I for values from (minvalue) to (%s)',
            part.whole, months, bound);
    end loop;
end
$$;

alter table run_event alter column id add generated always as identity;
select setval(pg_get_serial_sequence('run_event', 'id'), coalesce((select max(id) from run_event), 0) + 1, false);

create index run_by_procedure on run (procedure_id, id desc);
create index run_by_state on run (state, id desc);
create index run_by_creation on run (created_at);
create index run_to_wake on run (wake_at) where wake_at is not null;
create index run_active on run (procedure_id, id desc) where wake_at is not null;
-- Ids made for one attempt and one approval, which no other step has: an index that spans months can't be unique.
create index run_step_by_attempt on run_step (attempt_id) where attempt_id is not null;
create index run_step_by_approval on run_step (approval_id) where approval_id is not null;
create index occurrence_by_time on occurrence (due_at, procedure_id);
create index occurrence_by_outcome on occurrence (outcome, due_at);
