-- How many decisions of a kind were put in line, in slots of five minutes of their own time; what a person ordered is taken off.
CREATE TABLE flood_count (
  kind    ${text} NOT NULL,
  slot    BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  PRIMARY KEY (kind, slot)
) ${clustered};

-- Kinds of which more came than usual. since: epoch ms; 0 where a person let them go. passed: up to which slot they did.
CREATE TABLE flood (
  kind    ${text} NOT NULL PRIMARY KEY,
  since   BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  allowed BIGINT NOT NULL,
  passed  BIGINT NOT NULL DEFAULT -9223372036854775808
) ${clustered};

-- To which of these kinds an item belongs; none for most.
ALTER TABLE outbox ADD COLUMN guarded ${text} NOT NULL DEFAULT '';
