-- Every backup on the disk, and every copy, is read again each day: what was proven once may rot.
alter table backup add column looked_at timestamptz;
alter table backup add column exported_at timestamptz;
alter table backup add column copy_looked_at timestamptz;
alter table backup add column copy_damaged boolean not null default false;

comment on column backup.looked_at is 'when its checksums were last compared, or a proof was last tried';
comment on column backup.exported_at is 'when its offline set was written and read back';

insert into backup_watch (alert, since)
values ('BackupDamaged', null), ('BackupCopyDamaged', null), ('BackupNotCleared', null);
