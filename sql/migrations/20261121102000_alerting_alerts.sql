-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA alerting AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA alerting TO orx_app;

-- Matchers keep the order people gave them, hence json.
CREATE TABLE alerting.alert_rules (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  name        text        NOT NULL CONSTRAINT alert_rules_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  matchers    json        NOT NULL CONSTRAINT alert_rules_matchers_list CHECK (json_typeof(matchers) = 'array'),
  for_seconds integer     NOT NULL CONSTRAINT alert_rules_for_bounds CHECK (for_seconds BETWEEN 0 AND 86400),
  severity    text        CONSTRAINT alert_rules_severity_known CHECK (severity IN ('critical', 'high', 'warning', 'low', 'info')),
  labels      jsonb       NOT NULL CONSTRAINT alert_rules_labels_object CHECK (jsonb_typeof(labels) = 'object'),
  annotations jsonb       NOT NULL CONSTRAINT alert_rules_annotations_object CHECK (jsonb_typeof(annotations) = 'object'),
  enabled     boolean     NOT NULL,
  position    integer     NOT NULL CONSTRAINT alert_rules_position_bounds CHECK (position BETWEEN 0 AND 1000000),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  version     integer     NOT NULL CONSTRAINT alert_rules_version_positive CHECK (version >= 1),
  CONSTRAINT alert_rules_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT alert_rules_name_unique UNIQUE (tenant_id, name),
  CONSTRAINT alert_rules_updated_after_created CHECK (updated_at >= created_at)
);
SELECT app.protect_tenant_table('alerting.alert_rules');
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.alert_rules TO orx_app;

CREATE INDEX alert_rules_order ON alerting.alert_rules (tenant_id, position, id);

-- One row per episode. Most updates are repeats of a signal, which touch no indexed column: room in the page keeps them cheap.
CREATE TABLE alerting.alerts (
  tenant_id         uuid        NOT NULL,
  id                uuid        NOT NULL,
  fingerprint       text        NOT NULL CONSTRAINT alerts_fingerprint_form CHECK (fingerprint ~ '^[0-9a-f]{16}$'),
  status            text        NOT NULL CONSTRAINT alerts_status_known CHECK (status IN ('pending', 'firing', 'acknowledged', 'escalated', 'resolved')),
  name              text        NOT NULL,
  severity          text        NOT NULL CONSTRAINT alerts_severity_known CHECK (severity IN ('critical', 'high', 'warning', 'low', 'info')),
  labels            jsonb       NOT NULL CONSTRAINT alerts_labels_object CHECK (jsonb_typeof(labels) = 'object'),
  annotations       jsonb       NOT NULL CONSTRAINT alerts_annotations_object CHECK (jsonb_typeof(annotations) = 'object'),
  generator_url     text,
  source            text        NOT NULL CONSTRAINT alerts_source_known CHECK (source IN ('prometheus', 'alertmanager', 'manual')),
  rule_id           uuid,       -- no foreign key: the alert outlives its rule
  starts_at         timestamptz NOT NULL,
  ends_at           timestamptz,
  fires_at          timestamptz,
  expires_at        timestamptz,
  last_received_at  timestamptz NOT NULL,
  occurrences       integer     NOT NULL CONSTRAINT alerts_occurrences_positive CHECK (occurrences >= 1),
  fired_at          timestamptz,
  acknowledged_at   timestamptz,
  acknowledged_by   text,
  escalated_at      timestamptz,
  escalation_reason text,
  resolved_at       timestamptz,
  resolved_by       text,
  resolution        text        CONSTRAINT alerts_resolution_known CHECK (resolution IN ('source', 'expiry', 'manual')),
  created_at        timestamptz NOT NULL,
  version           integer     NOT NULL CONSTRAINT alerts_version_positive CHECK (version >= 1),
  CONSTRAINT alerts_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT alerts_ends_after_start CHECK (ends_at >= starts_at),
  CONSTRAINT alerts_pending_waits CHECK ((status = 'pending') = (fires_at IS NOT NULL)),
  CONSTRAINT alerts_active_has_fired CHECK (status NOT IN ('firing', 'acknowledged', 'escalated') OR fired_at IS NOT NULL),
  CONSTRAINT alerts_acknowledged_by_somebody CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
  CONSTRAINT alerts_acknowledged_has_time CHECK (status <> 'acknowledged' OR acknowledged_at IS NOT NULL),
  CONSTRAINT alerts_escalated_for_a_reason CHECK ((escalated_at IS NULL) = (escalation_reason IS NULL)),
  CONSTRAINT alerts_escalated_has_time CHECK (status <> 'escalated' OR escalated_at IS NOT NULL),
  CONSTRAINT alerts_resolved_is_complete CHECK (
    CASE status WHEN 'resolved' THEN num_nulls(resolved_at, resolved_by, resolution, ends_at) = 0 AND expires_at IS NULL
    ELSE num_nonnulls(resolved_at, resolved_by, resolution, ends_at) = 0 END)
) WITH (fillfactor = 80);
SELECT app.protect_tenant_table('alerting.alerts');
GRANT SELECT, INSERT, UPDATE ON alerting.alerts TO orx_app;

-- However many race: one open alert per fingerprint, and one alert per fingerprint and start.
CREATE UNIQUE INDEX alerts_one_open ON alerting.alerts (tenant_id, fingerprint) WHERE status <> 'resolved';
CREATE UNIQUE INDEX alerts_one_per_start ON alerting.alerts (tenant_id, fingerprint, starts_at);

CREATE INDEX alerts_newest ON alerting.alerts (tenant_id, created_at DESC, id DESC);
CREATE INDEX alerts_newest_open ON alerting.alerts (tenant_id, created_at DESC, id DESC) WHERE status <> 'resolved';

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA alerting CASCADE;
RESET ROLE;
