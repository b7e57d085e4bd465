-- Files of two hosts may have one path. The boot tells whether two replicas that name their hosts differently, as
-- containers do, have the same kernel, and so the same file where path and inode are the same.
alter table followed_file
    add column host text not null default '',
    add column boot text not null default '',
    drop constraint followed_file_pkey,
    add primary key (host, path);
