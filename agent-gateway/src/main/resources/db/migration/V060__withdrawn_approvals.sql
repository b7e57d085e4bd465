-- What a stopped run had asked people for is withdrawn.
alter table approval drop constraint approval_state_check;
alter table approval add constraint approval_state_check
    check (state in ('pending', 'approved', 'denied', 'expired', 'withdrawn'));
create index approval_of_call on approval (call_id) where state = 'pending';
