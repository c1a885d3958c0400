-- Whether the last trouble of a stream was that its system refuses it: the first work does not wait for such a stream.
ALTER TABLE stream ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;

-- What in an org is not as the mapping wants it, and what is left out for it, until it is mended.
CREATE TABLE finding (
  source ${text} NOT NULL,
  about  ${text} NOT NULL,  -- the same as long as it is the same finding
  said   TEXT NOT NULL,
  since  BIGINT NOT NULL,
  PRIMARY KEY (source, about)
) ${clustered};
