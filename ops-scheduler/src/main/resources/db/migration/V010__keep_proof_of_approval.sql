-- The gateway's signature on the decision: tool-runner believes it, and asks nobody a second time.
alter table run_step add column approval_proof text;
