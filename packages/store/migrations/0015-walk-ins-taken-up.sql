-- What a walk-in's own regions said of the certification, policy by policy, where they refused it:
-- nobody else hears of it, for the clerk who filed it sees nothing of the case.

ALTER TABLE walk_in ADD COLUMN refusals jsonb;
GRANT UPDATE (refusals) ON walk_in TO lingdai_worker;
