-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA orchestration AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA orchestration TO orx_app;

CREATE TABLE orchestration.plans (
  tenant_id           uuid        NOT NULL,
  id                  uuid        NOT NULL,
  name                text        NOT NULL CONSTRAINT plans_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  request_key         text        CONSTRAINT plans_request_key_length CHECK (char_length(request_key) BETWEEN 1 AND 255),
  document_hash       text        NOT NULL,
  intent_id           text        CONSTRAINT plans_intent_id_length CHECK (char_length(intent_id) BETWEEN 1 AND 200),
  decision_id         text        CONSTRAINT plans_decision_id_length CHECK (char_length(decision_id) BETWEEN 1 AND 200),
  risk_band           text        NOT NULL CONSTRAINT plans_risk_band_known CHECK (risk_band IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  requires_approval   boolean     NOT NULL,
  max_parallel        integer     NOT NULL CONSTRAINT plans_max_parallel_range CHECK (max_parallel BETWEEN 1 AND 1000),
  retry_policies      jsonb       NOT NULL,
  metadata            json        NOT NULL,
  revision            integer     NOT NULL CONSTRAINT plans_revision_positive CHECK (revision >= 1),
  status              text        NOT NULL CONSTRAINT plans_status_known CHECK (status IN
    ('pending', 'awaiting_approval', 'running', 'compensating', 'completed', 'failed', 'compensated', 'compensation_failed', 'cancelled', 'timed_out')),
  deadline            timestamptz NOT NULL,
  task_count          integer     NOT NULL CONSTRAINT plans_task_count_positive CHECK (task_count >= 1),
  requested_by        text        NOT NULL,
  correlation_id      text        NOT NULL,
  approved_by         text,
  approved_at         timestamptz,
  cancel_requested_by text,
  cancel_requested_at timestamptz,
  cause               json,
  result              json,
  created_at          timestamptz NOT NULL,
  started_at          timestamptz,
  finished_at         timestamptz,
  version             integer     NOT NULL CONSTRAINT plans_version_positive CHECK (version >= 1),
  CONSTRAINT plans_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT plans_request_key_unique UNIQUE (tenant_id, request_key),
  CONSTRAINT plans_deadline_after_created CHECK (deadline > created_at),
  CONSTRAINT plans_approval_has_author CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CONSTRAINT plans_cancel_has_author CHECK ((cancel_requested_at IS NULL) = (cancel_requested_by IS NULL)),
  CONSTRAINT plans_unapproved_waits CHECK (status <> 'awaiting_approval' OR (requires_approval AND approved_at IS NULL AND started_at IS NULL)),
  CONSTRAINT plans_running_is_started CHECK (status NOT IN ('running', 'completed') OR started_at IS NOT NULL),
  CONSTRAINT plans_end_has_time CHECK ((status IN ('pending', 'awaiting_approval', 'running', 'compensating')) = (finished_at IS NULL)),
  CONSTRAINT plans_end_has_result CHECK ((finished_at IS NULL) = (result IS NULL)),
  CONSTRAINT plans_stop_has_cause CHECK (status IN ('pending', 'awaiting_approval', 'running', 'completed') OR cause IS NOT NULL),
  CONSTRAINT plans_started_after_created CHECK (started_at >= created_at),
  CONSTRAINT plans_finished_after_started CHECK (finished_at >= coalesce(started_at, created_at))
);
SELECT app.protect_tenant_table('orchestration.plans');
GRANT SELECT, INSERT, UPDATE ON orchestration.plans TO orx_app;
CREATE INDEX plans_newest ON orchestration.plans (tenant_id, created_at DESC, id DESC);
CREATE INDEX plans_by_status ON orchestration.plans (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX plans_of_intent ON orchestration.plans (tenant_id, intent_id, created_at DESC, id DESC) WHERE intent_id IS NOT NULL;
CREATE INDEX plans_of_decision ON orchestration.plans (tenant_id, decision_id, created_at DESC, id DESC) WHERE decision_id IS NOT NULL;
CREATE INDEX plans_finished ON orchestration.plans (tenant_id, finished_at DESC) INCLUDE (status, started_at, created_at) WHERE finished_at IS NOT NULL;

CREATE TABLE orchestration.plan_tasks (
  tenant_id              uuid        NOT NULL,
  plan_id                uuid        NOT NULL,
  task_id                text        NOT NULL CONSTRAINT plan_tasks_task_id_length CHECK (char_length(task_id) BETWEEN 1 AND 100),
  position               integer     NOT NULL CONSTRAINT plan_tasks_position_not_negative CHECK (position >= 0),
  wave                   integer     NOT NULL CONSTRAINT plan_tasks_wave_not_negative CHECK (wave >= 0),
  revision               integer     NOT NULL CONSTRAINT plan_tasks_revision_positive CHECK (revision >= 1),
  task_type              text        NOT NULL CONSTRAINT plan_tasks_type_known CHECK (task_type IN ('BUILD', 'DEPLOY', 'TEST', 'VALIDATE', 'EXECUTE')),
  description            text        NOT NULL CONSTRAINT plan_tasks_description_length CHECK (char_length(description) <= 2000),
  dependencies           text[]      NOT NULL,
  parameters             json        NOT NULL,
  required_capabilities  text[]      NOT NULL,
  estimated_duration_ms  integer     NOT NULL CONSTRAINT plan_tasks_duration_not_negative CHECK (estimated_duration_ms >= 0),
  priority               text        NOT NULL CONSTRAINT plan_tasks_priority_known CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  max_retries            integer     NOT NULL CONSTRAINT plan_tasks_retries_range CHECK (max_retries BETWEEN 0 AND 100),
  sla_deadline           timestamptz NOT NULL,
  compensation           json,
  status                 text        NOT NULL CONSTRAINT plan_tasks_status_known CHECK (status IN ('waiting', 'offered', 'completed', 'failed', 'cancelled', 'removed')),
  ticket_id              uuid,
  agent_id               text,
  schedule_reason        text,
  offered_at             timestamptz,
  started_at             timestamptz,
  completed_at           timestamptz,
  error                  json,
  compensation_status    text        CONSTRAINT plan_tasks_compensation_known CHECK (compensation_status IN ('offered', 'completed', 'failed')),
  compensation_ticket_id uuid,
  CONSTRAINT plan_tasks_pkey PRIMARY KEY (tenant_id, plan_id, task_id),
  CONSTRAINT plan_tasks_plan FOREIGN KEY (tenant_id, plan_id) REFERENCES orchestration.plans (tenant_id, id),
  CONSTRAINT plan_tasks_offered_has_ticket CHECK (status IN ('waiting', 'cancelled', 'removed') OR ticket_id IS NOT NULL),
  CONSTRAINT plan_tasks_undone_by_a_ticket CHECK ((compensation_status IS NULL) = (compensation_ticket_id IS NULL)),
  CONSTRAINT plan_tasks_undone_as_declared CHECK (compensation_status IS NULL OR compensation IS NOT NULL)
);
SELECT app.protect_tenant_table('orchestration.plan_tasks');
GRANT SELECT, INSERT, UPDATE ON orchestration.plan_tasks TO orx_app;
CREATE INDEX plan_tasks_in_order ON orchestration.plan_tasks (tenant_id, plan_id, position);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA orchestration CASCADE;
RESET ROLE;
