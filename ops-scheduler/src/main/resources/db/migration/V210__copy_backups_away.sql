-- Copies in a bucket, and alerts about backups by name.
alter table backup add column copied_at timestamptz;
alter table backup add column copy_note text not null default '';

alter table backup_watch drop column only_row;
alter table backup_watch add column alert text not null default 'BackupNotProven';
alter table backup_watch add primary key (alert);
insert into backup_watch (alert, since) values ('BackupNotCopied', null);
