-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA tickets AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA tickets TO orx_app;

-- The ledger of effects: one row per idempotency key, whatever crashes.
-- Opaque JSON is `json`, not `jsonb`: answers of other systems may hold U+0000, which jsonb refuses, and nothing here looks inside them.
CREATE TABLE tickets.tickets (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  execution_id    uuid        NOT NULL,
  task_path       text        NOT NULL CONSTRAINT tickets_task_path_length CHECK (char_length(task_path) BETWEEN 1 AND 1000),
  task_name       text        NOT NULL CONSTRAINT tickets_task_name_length CHECK (char_length(task_name) BETWEEN 1 AND 500),
  type            text        NOT NULL CONSTRAINT tickets_type_known CHECK (type IN ('EXECUTE', 'COMPENSATE')),
  status          text        NOT NULL CONSTRAINT tickets_status_known CHECK (status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  priority        text        NOT NULL CONSTRAINT tickets_priority_known CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  sla_deadline    timestamptz,
  attempts        integer     NOT NULL CONSTRAINT tickets_attempts_not_negative CHECK (attempts >= 0),
  idempotency_key text        NOT NULL CONSTRAINT tickets_idempotency_key_length CHECK (char_length(idempotency_key) BETWEEN 1 AND 1200),
  parameters      json        NOT NULL,
  output          json,
  error           json,
  correlation_id  text        NOT NULL,
  created_at      timestamptz NOT NULL,
  started_at      timestamptz,
  completed_at    timestamptz,
  version         integer     NOT NULL CONSTRAINT tickets_version_positive CHECK (version >= 1),
  CONSTRAINT tickets_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT tickets_idempotency_key_unique UNIQUE (tenant_id, idempotency_key),
  CONSTRAINT tickets_begun_when_attempted CHECK ((attempts > 0) = (started_at IS NOT NULL)),
  CONSTRAINT tickets_started_after_created CHECK (started_at >= created_at),
  CONSTRAINT tickets_completed_after_started CHECK (completed_at >= started_at),
  CONSTRAINT tickets_running_is_begun CHECK (status IN ('PENDING', 'CANCELLED') OR started_at IS NOT NULL),
  CONSTRAINT tickets_end_has_time CHECK ((status IN ('COMPLETED', 'FAILED', 'CANCELLED')) = (completed_at IS NOT NULL)),
  CONSTRAINT tickets_output_when_completed CHECK ((status = 'COMPLETED') = (output IS NOT NULL)),
  CONSTRAINT tickets_failed_has_error CHECK (status <> 'FAILED' OR error IS NOT NULL)
);
SELECT app.protect_tenant_table('tickets.tickets');
GRANT SELECT, INSERT, UPDATE ON tickets.tickets TO orx_app;

CREATE INDEX tickets_newest ON tickets.tickets (tenant_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_execution ON tickets.tickets (tenant_id, execution_id, created_at DESC, id DESC);
CREATE INDEX tickets_by_status ON tickets.tickets (tenant_id, status, created_at DESC, id DESC);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA tickets CASCADE;
RESET ROLE;
