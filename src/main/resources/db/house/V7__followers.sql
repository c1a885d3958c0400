-- What is written in order: items about one hand-off, and what a refusal says of the record it was for.
ALTER TABLE outbox ADD COLUMN hand_off ${text} NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN of_record INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN remedy TEXT NOT NULL DEFAULT '';

DROP INDEX outbox_turn;
CREATE INDEX outbox_turn ON outbox (target, about, seq)
  WHERE kind IN ('assignment', 'consent', 'enrolment', 'response') AND state IN ('due', 'parked');
CREATE INDEX outbox_hand_off ON outbox (target, hand_off, seq) WHERE hand_off <> '' AND state IN ('due', 'parked');
