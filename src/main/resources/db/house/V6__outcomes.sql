-- What waits to be delivered is counted apart from what is held, with the age of the oldest.
ALTER TABLE run_target ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN since BIGINT NOT NULL DEFAULT 0;  -- in line since; a further try does not change it
UPDATE outbox SET since = touched_at;

-- A target's items of one kind whose calls all fail.
CREATE TABLE stream_outage (
  target    ${text} NOT NULL,
  kind      ${text} NOT NULL,
  said      TEXT NOT NULL,
  since     BIGINT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (target, kind)
) ${clustered};

-- How a stream is read: its last intervals, and the last try that failed.
ALTER TABLE stream ADD COLUMN gap_from BIGINT NOT NULL DEFAULT 0;       -- where the interval that runs now began
ALTER TABLE stream ADD COLUMN gaps TEXT NOT NULL DEFAULT '';            -- ms between readings to the end, newest last
ALTER TABLE stream ADD COLUMN failing_since BIGINT NOT NULL DEFAULT 0;  -- 0 when the last try went well
ALTER TABLE stream ADD COLUMN failed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN passes INTEGER NOT NULL DEFAULT 0;        -- whether that trouble passes by itself
ALTER TABLE stream ADD COLUMN said TEXT NOT NULL DEFAULT '';
