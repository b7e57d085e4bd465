-- Replicas that live; each counts its beats up. One whose count stands still is removed by the others.
create table replica (
    id   uuid primary key,
    beat bigint not null
);
alter table replica set (fillfactor = 50);

-- Who claimed it. What was claimed by a replica that is no more is taken over at once.
alter table notification add column claimed_by uuid;
