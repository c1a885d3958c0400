-- Ids of records that were deleted, merged away or converted: their facts are still known by them, but nothing is written there.
ALTER TABLE alias ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
