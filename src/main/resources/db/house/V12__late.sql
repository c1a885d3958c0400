-- History of streams that were first read after the first work was done, until it has been carried through with all other.
CREATE TABLE late (
  source ${text} NOT NULL,
  id     ${text} NOT NULL,
  stream ${text} NOT NULL,
  PRIMARY KEY (source, id)
) ${clustered};
