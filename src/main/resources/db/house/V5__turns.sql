-- Whether something decided earlier about the same hand-off is still to be written.
CREATE INDEX outbox_turn ON outbox (target, about, seq) WHERE kind = 'assignment';
