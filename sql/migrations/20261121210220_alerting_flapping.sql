-- migrate:up
SET ROLE orx_owner;

ALTER TABLE alerting.alerts
  ADD COLUMN flapping_since timestamptz, -- its label set changes too often; on the latest alert of a label set: it still does
  ADD COLUMN state_reason text CONSTRAINT alerts_state_reason_known CHECK (state_reason IN ('NoData', 'Error', 'KeepLast', 'MissingSeries', 'RuleDeleted', 'Updated', 'Paused'));

-- A tenant without one has the default.
CREATE TABLE alerting.flapping_policies (
  tenant_id   uuid             NOT NULL CONSTRAINT flapping_policies_pkey PRIMARY KEY,
  enabled     boolean          NOT NULL,
  window_ms   integer          NOT NULL CONSTRAINT flapping_policies_window_bounds CHECK (window_ms BETWEEN 60000 AND 86400000),
  start_score double precision NOT NULL CONSTRAINT flapping_policies_start_bounds CHECK (start_score > 0 AND start_score <= 1000),
  stop_score  double precision NOT NULL CONSTRAINT flapping_policies_stop_bounds CHECK (stop_score >= 0 AND stop_score < start_score),
  version     integer          NOT NULL CONSTRAINT flapping_policies_version_positive CHECK (version >= 1)
);
SELECT app.protect_tenant_table('alerting.flapping_policies');
GRANT SELECT, INSERT, UPDATE ON alerting.flapping_policies TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE alerting.flapping_policies;
ALTER TABLE alerting.alerts DROP COLUMN state_reason, DROP COLUMN flapping_since;
RESET ROLE;
