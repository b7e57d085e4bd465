-- The silence that a waiting one is to replace; null: it is a new one.
alter table silence_request add column replaces uuid;
