-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA remediation AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA remediation TO orx_app;

-- One row per tenant. Besides the kill switch it is the lock that serialises decisions about budgets.
CREATE TABLE remediation.settings (
  tenant_id   uuid        NOT NULL,
  kill_switch boolean     NOT NULL,
  reason      text        CONSTRAINT settings_reason_length CHECK (char_length(reason) BETWEEN 1 AND 1000),
  updated_at  timestamptz,
  updated_by  text,
  version     integer     NOT NULL CONSTRAINT settings_version_positive CHECK (version >= 1),
  CONSTRAINT settings_pkey PRIMARY KEY (tenant_id)
);
SELECT app.protect_tenant_table('remediation.settings');
GRANT SELECT, INSERT, UPDATE ON remediation.settings TO orx_app;

CREATE TABLE remediation.policies (
  tenant_id                 uuid        NOT NULL,
  id                        uuid        NOT NULL,
  name                      text        NOT NULL CONSTRAINT policies_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  description               text        NOT NULL CONSTRAINT policies_description_length CHECK (char_length(description) <= 2000),
  enabled                   boolean     NOT NULL,
  matchers                  json        NOT NULL CONSTRAINT policies_matchers_some CHECK (json_array_length(matchers) BETWEEN 1 AND 50),
  workflow_id               uuid        NOT NULL,
  workflow_version          integer     CONSTRAINT policies_workflow_version_positive CHECK (workflow_version >= 1),
  mode                      text        NOT NULL CONSTRAINT policies_mode_known CHECK (mode IN ('suggest', 'approve', 'auto')),
  input                     json        NOT NULL CONSTRAINT policies_input_is_object CHECK (json_typeof(input) = 'object'),
  target_labels             text[]      NOT NULL CONSTRAINT policies_target_labels_some CHECK (cardinality(target_labels) BETWEEN 1 AND 8),
  cooldown_seconds          integer     NOT NULL CONSTRAINT policies_cooldown_range CHECK (cooldown_seconds BETWEEN 0 AND 86400),
  max_concurrent_per_target integer     NOT NULL CONSTRAINT policies_concurrency_positive CHECK (max_concurrent_per_target >= 1),
  max_per_hour_per_target   integer     NOT NULL CONSTRAINT policies_hourly_cap_positive CHECK (max_per_hour_per_target >= 1),
  max_blast_radius          integer     NOT NULL CONSTRAINT policies_blast_radius_positive CHECK (max_blast_radius >= 1),
  approval_ttl_seconds      integer     NOT NULL CONSTRAINT policies_approval_ttl_positive CHECK (approval_ttl_seconds >= 1),
  verification              json        NOT NULL CONSTRAINT policies_verification_is_object CHECK (json_typeof(verification) = 'object'),
  compensate_on_ineffective boolean     NOT NULL,
  escalation_url            text        CONSTRAINT policies_escalation_url_length CHECK (char_length(escalation_url) BETWEEN 1 AND 2048),
  escalation_secret         text        CONSTRAINT policies_escalation_secret_has_url CHECK (escalation_secret IS NULL OR escalation_url IS NOT NULL),
  priority                  integer     NOT NULL,
  created_at                timestamptz NOT NULL,
  created_by                text        NOT NULL,
  updated_at                timestamptz NOT NULL,
  updated_by                text        NOT NULL,
  version                   integer     NOT NULL CONSTRAINT policies_version_positive CHECK (version >= 1),
  CONSTRAINT policies_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT policies_name_unique UNIQUE (tenant_id, name),
  CONSTRAINT policies_updated_after_created CHECK (updated_at >= created_at)
);
SELECT app.protect_tenant_table('remediation.policies');
GRANT SELECT, INSERT, UPDATE, DELETE ON remediation.policies TO orx_app;
CREATE INDEX policies_newest ON remediation.policies (tenant_id, created_at DESC, id DESC);

-- What became of one policy for one alert. No foreign key to the policy: the history outlives it.
CREATE TABLE remediation.remediations (
  tenant_id                 uuid        NOT NULL,
  id                        uuid        NOT NULL,
  policy_id                 uuid        NOT NULL,
  policy_name               text        NOT NULL,
  mode                      text        NOT NULL CONSTRAINT remediations_mode_known CHECK (mode IN ('suggest', 'approve', 'auto')),
  alert_id                  uuid        NOT NULL,
  alert_name                text        NOT NULL,
  target                    text        CONSTRAINT remediations_target_length CHECK (char_length(target) BETWEEN 1 AND 500),
  status                    text        NOT NULL CONSTRAINT remediations_status_known CHECK (status IN
    ('suggested', 'awaiting_approval', 'running', 'refused', 'rejected', 'verified', 'ineffective', 'inconclusive', 'failed', 'cancelled', 'expired')),
  status_code               text,
  reason                    text,
  workflow_id               uuid        NOT NULL,
  workflow_version          integer     CONSTRAINT remediations_workflow_version_positive CHECK (workflow_version >= 1),
  input                     json        NOT NULL,
  verification              json        NOT NULL,
  compensate_on_ineffective boolean     NOT NULL,
  expires_at                timestamptz,
  decided_by                text,
  decided_at                timestamptz,
  decision_comment          text        CONSTRAINT remediations_comment_length CHECK (char_length(decision_comment) BETWEEN 1 AND 2000),
  started_at                timestamptz,
  execution_id              uuid,
  finished_at               timestamptz,
  correlation_id            text        NOT NULL,
  created_at                timestamptz NOT NULL,
  updated_at                timestamptz NOT NULL,
  version                   integer     NOT NULL CONSTRAINT remediations_version_positive CHECK (version >= 1),
  CONSTRAINT remediations_pkey PRIMARY KEY (tenant_id, id),
  -- An alert's id is one episode, so this is "each policy considers each episode once".
  CONSTRAINT remediations_considered_once UNIQUE (tenant_id, policy_id, alert_id),
  CONSTRAINT remediations_started_when_run CHECK ((status IN ('running', 'verified', 'ineffective', 'inconclusive', 'failed', 'cancelled')) = (started_at IS NOT NULL)),
  CONSTRAINT remediations_started_has_target CHECK (started_at IS NULL OR target IS NOT NULL),
  CONSTRAINT remediations_judged_has_execution CHECK (status NOT IN ('verified', 'ineffective', 'inconclusive') OR execution_id IS NOT NULL),
  CONSTRAINT remediations_end_has_time CHECK ((status IN ('suggested', 'awaiting_approval', 'running')) = (finished_at IS NULL)),
  CONSTRAINT remediations_end_has_reason CHECK (finished_at IS NULL OR (status_code IS NOT NULL AND reason IS NOT NULL)),
  CONSTRAINT remediations_awaiting_has_deadline CHECK (status <> 'awaiting_approval' OR expires_at IS NOT NULL),
  CONSTRAINT remediations_decision_has_time CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT remediations_rejected_by_somebody CHECK (status <> 'rejected' OR decided_by IS NOT NULL),
  CONSTRAINT remediations_proposed_needs_somebody CHECK (mode = 'auto' OR started_at IS NULL OR decided_by IS NOT NULL)
);
SELECT app.protect_tenant_table('remediation.remediations');
GRANT SELECT, INSERT, UPDATE ON remediation.remediations TO orx_app;
CREATE INDEX remediations_newest ON remediation.remediations (tenant_id, created_at DESC, id DESC);
CREATE INDEX remediations_by_status ON remediation.remediations (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX remediations_of_policy ON remediation.remediations (tenant_id, policy_id, created_at DESC, id DESC);
CREATE INDEX remediations_of_alert ON remediation.remediations (tenant_id, alert_id, created_at DESC, id DESC);
CREATE INDEX remediations_of_target ON remediation.remediations (tenant_id, target, created_at DESC, id DESC);
-- For the guardrails: what runs, and what ended lately, by target.
CREATE INDEX remediations_running ON remediation.remediations (tenant_id, target) WHERE status = 'running';
CREATE INDEX remediations_ended_on_target ON remediation.remediations (tenant_id, target, finished_at) WHERE started_at IS NOT NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA remediation CASCADE;
RESET ROLE;
