-- Inputs that made a stage throw: set apart with the reason, their key went on as if they had never come.
CREATE TABLE parked_input (
  id       ${identity},
  stage    ${text} NOT NULL,
  name     ${text} NOT NULL,
  tick     BIGINT NOT NULL,
  input    ${text} NOT NULL,
  reason   TEXT NOT NULL,
  UNIQUE (stage, name, tick, input)
);
