create index notification_dead on notification (created_at) where state = 'dead';
