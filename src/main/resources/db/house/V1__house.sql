-- One script for both databases. The words in braces are filled in by dev.caravan.store:
--   text      TEXT compared byte by byte, so that both databases (and a replay) sort alike
--   bytes     BLOB or BYTEA
--   identity  a primary key that counts up by itself
--   clustered rows lie in the order of their primary key, where the database offers it

CREATE TABLE meta (
  name  ${text} NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) ${clustered};

-- journal -------------------------------------------------------------------------------------------------------------

CREATE TABLE fact (
  position ${identity},
  source   ${text} NOT NULL,
  id       ${text} NOT NULL,
  type     ${text} NOT NULL,
  subject  ${text} NOT NULL,
  happened BIGINT NOT NULL,
  recorded BIGINT NOT NULL,
  person   ${text} NOT NULL DEFAULT '',  -- as it was worked off; later merges stand in person.merged_into
  body     TEXT NOT NULL                 -- the CloudEvents data
);
CREATE UNIQUE INDEX fact_once ON fact (source, id);
CREATE INDEX fact_recorded ON fact (recorded);
CREATE INDEX fact_person ON fact (person) WHERE person <> '';

-- The newest content kept of each record, to recognise an echo.
CREATE TABLE record_hash (
  source   ${text} NOT NULL,
  record   ${text} NOT NULL,
  happened BIGINT NOT NULL,
  hash     TEXT NOT NULL,
  PRIMARY KEY (source, record)
) ${clustered};

CREATE TABLE stream (
  name          ${text} NOT NULL PRIMARY KEY,
  read_to       TEXT NOT NULL DEFAULT '',
  expected      INTEGER NOT NULL DEFAULT 0,
  up_to_date_at BIGINT NOT NULL DEFAULT 0,
  kept          BIGINT NOT NULL DEFAULT 0,
  repeated      BIGINT NOT NULL DEFAULT 0,
  set_aside     BIGINT NOT NULL DEFAULT 0
) ${clustered};

CREATE TABLE set_aside (
  id       ${identity},
  stream   ${text} NOT NULL,
  place    ${text} NOT NULL,
  line     BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  recorded BIGINT NOT NULL,
  UNIQUE (stream, place, line, reason)
);

-- One row. handed: the last tick given out for work; nothing may be recorded at or before it any more.
CREATE TABLE progress (
  one      INTEGER NOT NULL PRIMARY KEY,
  worked   BIGINT NOT NULL,
  handed   BIGINT NOT NULL
);
INSERT INTO progress (one, worked, handed) VALUES (1, -9223372036854775808, -9223372036854775808);

CREATE TABLE person (
  id              ${text} NOT NULL PRIMARY KEY,
  seq             BIGINT NOT NULL UNIQUE,
  merged_into     ${text} NOT NULL DEFAULT '',
  merged_recorded BIGINT NOT NULL DEFAULT 0,
  merged_source   ${text} NOT NULL DEFAULT '',  -- the fact that showed it; the merge stands right before it
  merged_fact     ${text} NOT NULL DEFAULT '',
  merged_nth      INTEGER NOT NULL DEFAULT 0
) ${clustered};
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into <> '';

CREATE TABLE alias (
  name   ${text} NOT NULL PRIMARY KEY,
  person ${text} NOT NULL,
  seq    BIGINT NOT NULL
) ${clustered};
CREATE INDEX alias_person ON alias (person);
CREATE INDEX alias_seq ON alias (seq);

CREATE TABLE run (
  id       ${identity},
  kind     ${text} NOT NULL,
  status   ${text} NOT NULL,
  note     TEXT NOT NULL DEFAULT '',
  started  BIGINT NOT NULL,
  finished BIGINT NOT NULL DEFAULT 0,
  process  TEXT NOT NULL
);
CREATE TABLE run_stream (
  run       BIGINT NOT NULL,
  name      ${text} NOT NULL,
  kept      BIGINT NOT NULL,
  repeated  BIGINT NOT NULL,
  set_aside BIGINT NOT NULL,
  PRIMARY KEY (run, name)
) ${clustered};
CREATE TABLE run_target (
  run       BIGINT NOT NULL,
  name      ${text} NOT NULL,
  input     BIGINT NOT NULL,
  sent      BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  held      BIGINT NOT NULL,
  parked    BIGINT NOT NULL,
  PRIMARY KEY (run, name)
) ${clustered};

-- the engine's state --------------------------------------------------------------------------------------------------

CREATE TABLE keyed_head (
  stage ${text} NOT NULL,
  name  ${text} NOT NULL,
  head  ${bytes} NOT NULL,
  alarm BIGINT NOT NULL,
  PRIMARY KEY (stage, name)
) ${clustered};
CREATE INDEX keyed_head_alarm ON keyed_head (alarm) WHERE alarm < 9223372036854775807;

CREATE TABLE keyed_entry (
  stage ${text} NOT NULL,
  name  ${text} NOT NULL,
  entry ${text} NOT NULL,
  body  ${bytes} NOT NULL,
  PRIMARY KEY (stage, name, entry)
) ${clustered};

-- outbox --------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
  id           ${text} NOT NULL PRIMARY KEY,
  target       ${text} NOT NULL,
  kind         ${text} NOT NULL,
  about        ${text} NOT NULL,
  payload      TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  flight_hash  TEXT NOT NULL DEFAULT '',  -- what was handed out by the last take
  sent_hash    TEXT NOT NULL DEFAULT '',  -- what the outside shows, as far as we know
  state        ${text} NOT NULL,
  seq          BIGINT NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  refusals     INTEGER NOT NULL DEFAULT 0,
  uncertain    INTEGER NOT NULL DEFAULT 0,
  due_at       BIGINT NOT NULL,
  lease_owner  TEXT NOT NULL DEFAULT '',
  lease_until  BIGINT NOT NULL DEFAULT 0,
  problem      TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '',
  remote_id    TEXT NOT NULL DEFAULT '',
  sent_at      BIGINT NOT NULL DEFAULT 0,
  touched_at   BIGINT NOT NULL
);
CREATE INDEX outbox_line ON outbox (target, state, seq);
CREATE INDEX outbox_seq ON outbox (seq);
CREATE INDEX outbox_touched ON outbox (touched_at);

CREATE TABLE stream_stop (
  target  ${text} NOT NULL,
  kind    ${text} NOT NULL,
  reason  TEXT NOT NULL,
  since   BIGINT NOT NULL,
  PRIMARY KEY (target, kind)
) ${clustered};

CREATE TABLE decision (
  id      ${text} NOT NULL PRIMARY KEY,
  kind    ${text} NOT NULL,
  subject ${text} NOT NULL,
  decided BIGINT NOT NULL,
  because TEXT NOT NULL,
  fields  TEXT NOT NULL
);
CREATE INDEX decision_subject ON decision (subject, decided);
