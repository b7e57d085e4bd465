-- Whose turn it is was kept with the caller's name; calls that still wait keep their turn.
update tool_call set fairness_key = 'api' where fairness_key like 'api %' and state <> 'accepted';
