-- When an item was first put in line: what was decided before that column was there tells 0.
ALTER TABLE outbox ADD COLUMN put_at BIGINT NOT NULL DEFAULT 0;
