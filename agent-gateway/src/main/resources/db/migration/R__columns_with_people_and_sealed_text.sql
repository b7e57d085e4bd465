-- Tables of other changes, as V032 and V036 describe them. Runs after every numbered migration, whatever its number.
do $$
declare
    place text[];
begin
    foreach place slice 1 in array array[
        ['approval_vote', 'person', 'names a person'],
        ['model_setting', 'updated_by', 'names a person'],
        ['model_pull', 'requested_by', 'names a person'],
        ['model_evaluation', 'requested_by', 'names a person'],
        ['model_promotion', 'requested_by', 'names a person'],
        ['session_memory', 'content', 'sealed with session_id']]
    loop
        if exists (select 1 from pg_attribute where attrelid = to_regclass(place[1]) and attname = place[2]) then
            execute format('comment on column %I.%I is %L', place[1], place[2], place[3]);
        end if;
    end loop;
end $$;
