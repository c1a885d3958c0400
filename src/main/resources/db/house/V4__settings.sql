-- Which settings decided from when on, and what they said: "as of" a moment goes by those of then.

CREATE TABLE settings_file (
  version ${text} NOT NULL,
  name    ${text} NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (version, name)
) ${clustered};

CREATE TABLE settings_live (
  since   BIGINT NOT NULL PRIMARY KEY,
  version ${text} NOT NULL
) ${clustered};
