-- Who a user of the CRM is now: alerts by mail ask for the address.
CREATE INDEX fact_user ON fact (subject, position) WHERE type = 'user';
