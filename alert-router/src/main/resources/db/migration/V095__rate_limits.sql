-- When the next message of a way would be due if all were spread evenly (RateGate).
create table receiver_rate (
    way    text primary key,
    due_at timestamptz not null
);
