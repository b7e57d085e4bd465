-- Encrypted text that came with other changes: see V032.
comment on column run.evidence is 'sealed with id';
