-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA automation AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA automation TO orx_app;

-- Opaque JSON is `json`, not `jsonb`: it is given back as it came (order of keys included), other systems' answers may hold U+0000,
-- which jsonb refuses, and nothing here looks inside.

CREATE TABLE automation.workflows (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  name        text        NOT NULL CONSTRAINT workflows_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  description text        NOT NULL CONSTRAINT workflows_description_length CHECK (char_length(description) <= 2000),
  archived    boolean     NOT NULL GENERATED ALWAYS AS (archived_at IS NOT NULL) STORED,
  version     integer     NOT NULL CONSTRAINT workflows_version_positive CHECK (version >= 1),
  created_at  timestamptz NOT NULL,
  created_by  text        NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text        NOT NULL,
  archived_at timestamptz,
  CONSTRAINT workflows_pkey PRIMARY KEY (tenant_id, id)
);
SELECT app.protect_tenant_table('automation.workflows');
GRANT SELECT, INSERT, UPDATE ON automation.workflows TO orx_app;
CREATE UNIQUE INDEX workflows_name_unique ON automation.workflows (tenant_id, name) WHERE archived_at IS NULL;
CREATE INDEX workflows_newest ON automation.workflows (tenant_id, archived, created_at DESC, id DESC);

-- Immutable: no grant to change or delete.
CREATE TABLE automation.workflow_versions (
  tenant_id   uuid        NOT NULL,
  workflow_id uuid        NOT NULL,
  version     integer     NOT NULL CONSTRAINT workflow_versions_version_positive CHECK (version >= 1),
  name        text        NOT NULL,
  description text        NOT NULL,
  definition  json        NOT NULL CONSTRAINT workflow_versions_definition_is_object CHECK (json_typeof(definition) = 'object'),
  created_at  timestamptz NOT NULL,
  created_by  text        NOT NULL,
  CONSTRAINT workflow_versions_pkey PRIMARY KEY (tenant_id, workflow_id, version),
  CONSTRAINT workflow_versions_workflow FOREIGN KEY (tenant_id, workflow_id) REFERENCES automation.workflows (tenant_id, id)
);
SELECT app.protect_tenant_table('automation.workflow_versions');
GRANT SELECT, INSERT ON automation.workflow_versions TO orx_app;

CREATE TABLE automation.executions (
  tenant_id                 uuid        NOT NULL,
  id                        uuid        NOT NULL,
  workflow_id               uuid        NOT NULL,
  workflow_version          integer     NOT NULL,
  workflow_name             text        NOT NULL,
  status                    text        NOT NULL CONSTRAINT executions_status_known CHECK (status IN
    ('pending', 'running', 'compensating', 'completed', 'failed', 'compensated', 'compensation_failed', 'cancelled', 'timed_out')),
  outcome                   text        CONSTRAINT executions_outcome_known CHECK (outcome IN ('verified', 'ineffective', 'inconclusive')),
  input                     json        NOT NULL,
  output                    json,
  error                     json,
  verification              json,
  compensate_on_ineffective boolean     NOT NULL,
  timeout_seconds           integer     CONSTRAINT executions_timeout_positive CHECK (timeout_seconds > 0),
  target                    text        CONSTRAINT executions_target_length CHECK (char_length(target) <= 1024),
  alert_id                  uuid,
  request_key               text        CONSTRAINT executions_request_key_length CHECK (char_length(request_key) BETWEEN 1 AND 255),
  requested_by              text        NOT NULL,
  correlation_id            text        NOT NULL,
  temporal_run_id           text,
  cancel_requested_at       timestamptz,
  cancel_requested_by       text,
  created_at                timestamptz NOT NULL,
  started_at                timestamptz,
  finished_at               timestamptz,
  version                   integer     NOT NULL CONSTRAINT executions_version_positive CHECK (version >= 1),
  CONSTRAINT executions_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT executions_request_key_unique UNIQUE (tenant_id, request_key),
  CONSTRAINT executions_workflow_version FOREIGN KEY (tenant_id, workflow_id, workflow_version) REFERENCES automation.workflow_versions (tenant_id, workflow_id, version),
  CONSTRAINT executions_pending_not_started CHECK (status <> 'pending' OR started_at IS NULL),
  CONSTRAINT executions_running_is_started CHECK (status IN ('pending', 'failed', 'cancelled', 'timed_out') OR started_at IS NOT NULL),
  CONSTRAINT executions_started_by_a_run CHECK ((started_at IS NULL) = (temporal_run_id IS NULL)),
  CONSTRAINT executions_end_has_time CHECK ((status IN ('pending', 'running', 'compensating')) = (finished_at IS NULL)),
  CONSTRAINT executions_started_after_created CHECK (started_at >= created_at),
  CONSTRAINT executions_finished_after_started CHECK (finished_at >= coalesce(started_at, created_at)),
  CONSTRAINT executions_cancel_has_author CHECK ((cancel_requested_at IS NULL) = (cancel_requested_by IS NULL))
);
SELECT app.protect_tenant_table('automation.executions');
GRANT SELECT, INSERT, UPDATE ON automation.executions TO orx_app;
CREATE INDEX executions_newest ON automation.executions (tenant_id, created_at DESC, id DESC);
CREATE INDEX executions_of_workflow ON automation.executions (tenant_id, workflow_id, created_at DESC, id DESC);
CREATE INDEX executions_by_status ON automation.executions (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX executions_of_alert ON automation.executions (tenant_id, alert_id, created_at DESC, id DESC) WHERE alert_id IS NOT NULL;
CREATE INDEX executions_of_correlation ON automation.executions (tenant_id, correlation_id, created_at DESC, id DESC);

CREATE TABLE automation.execution_steps (
  tenant_id    uuid        NOT NULL,
  execution_id uuid        NOT NULL,
  path         text        NOT NULL CONSTRAINT execution_steps_path_length CHECK (char_length(path) <= 1000),
  attempt      integer     NOT NULL CONSTRAINT execution_steps_attempt_positive CHECK (attempt >= 1),
  -- Order in which the steps of an execution were first added; means nothing outside of it.
  position     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  name         text        NOT NULL,
  kind         text        NOT NULL,
  status       text        NOT NULL CONSTRAINT execution_steps_status_known CHECK (status IN ('running', 'completed', 'failed', 'skipped')),
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  input        json,
  output       json,
  error        json,
  ticket_id    uuid,
  activity_id  text,
  CONSTRAINT execution_steps_pkey PRIMARY KEY (tenant_id, execution_id, path, attempt),
  CONSTRAINT execution_steps_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES automation.executions (tenant_id, id),
  CONSTRAINT execution_steps_end_has_time CHECK (status = 'running' OR finished_at IS NOT NULL)
);
SELECT app.protect_tenant_table('automation.execution_steps');
GRANT SELECT, INSERT, UPDATE ON automation.execution_steps TO orx_app;
CREATE INDEX execution_steps_in_order ON automation.execution_steps (tenant_id, execution_id, position);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA automation CASCADE;
RESET ROLE;
