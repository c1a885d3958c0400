-- Several processes may deliver. A take makes a claim with a lease; a row here is what makes it good.
CREATE TABLE outbox_claim (
  claim  ${text} NOT NULL PRIMARY KEY,
  target ${text} NOT NULL,
  until  BIGINT NOT NULL
) ${clustered};
CREATE INDEX outbox_claim_until ON outbox_claim (target, until);

-- Whom and what the items of a claim are about: at one target, one claim at a time.
CREATE TABLE outbox_busy (
  target ${text} NOT NULL,
  name   ${text} NOT NULL,
  claim  ${text} NOT NULL,
  PRIMARY KEY (target, name)
) ${clustered};
CREATE INDEX outbox_busy_claim ON outbox_busy (claim);

-- The claim of the last take, which stays with a line whose lease ran out.
ALTER TABLE outbox RENAME COLUMN lease_owner TO claim;
ALTER TABLE outbox DROP COLUMN lease_until;
CREATE INDEX outbox_claimed ON outbox (claim) WHERE claim <> '';
