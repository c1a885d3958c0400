-- From when on the rooms acted by these settings: epoch ms in the order of knowing; none for from the first fact on.
ALTER TABLE settings_live ADD COLUMN go_live BIGINT;
-- What happened before was history, likewise.
ALTER TABLE settings_live ADD COLUMN history BIGINT;

-- What was done to people and groups, in its order: the memory of acts when history is decided anew.
CREATE INDEX decision_act ON decision (decided)
  WHERE kind IN ('hand-off', 'alert', 'assignment', 'notice', 'leave', 'enrolment', 'touch', 'touch-limit');
