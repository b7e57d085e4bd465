-- What the index refused, or a reader of files did not survive, is tried again: how often it was, and when it is next.
-- What a parser refused waits until somebody sends it again, or asks for all of it (null). Until its text has been
-- extracted a file stays (original), refused or not.
alter table document add column attempts integer not null default 0;
alter table document add column retry_at timestamptz;
drop index document_to_do;
create index document_to_do on document (changed_at) where state in ('pending', 'removing') or retry_at is not null;
