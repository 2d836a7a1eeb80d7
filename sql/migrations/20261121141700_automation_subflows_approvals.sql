-- migrate:up
SET ROLE orx_owner;

-- An execution that another one started by `run: workflow`, and how deep it is nested.
ALTER TABLE automation.executions ADD COLUMN parent_execution_id uuid;
ALTER TABLE automation.executions ADD COLUMN depth integer CONSTRAINT executions_depth_bounded CHECK (depth BETWEEN 1 AND 16);
ALTER TABLE automation.executions ADD CONSTRAINT executions_depth_of_child CHECK ((depth IS NULL) = (parent_execution_id IS NULL));
ALTER TABLE automation.executions ADD CONSTRAINT executions_parent FOREIGN KEY (tenant_id, parent_execution_id) REFERENCES automation.executions (tenant_id, id);
CREATE INDEX executions_of_parent ON automation.executions (tenant_id, parent_execution_id, created_at DESC, id DESC) WHERE parent_execution_id IS NOT NULL;

-- The request key of a child is its parent's id and the path of the task.
ALTER TABLE automation.executions DROP CONSTRAINT executions_request_key_length;
ALTER TABLE automation.executions ADD CONSTRAINT executions_request_key_length CHECK (char_length(request_key) BETWEEN 1 AND 1200);

-- `run: workflow` names a workflow as its document does.
ALTER TABLE automation.workflow_versions
  ADD COLUMN document_namespace text GENERATED ALWAYS AS (definition #>> '{document,namespace}') STORED,
  ADD COLUMN document_name      text GENERATED ALWAYS AS (definition #>> '{document,name}') STORED,
  ADD COLUMN document_version   text GENERATED ALWAYS AS (definition #>> '{document,version}') STORED;
CREATE INDEX workflow_versions_by_document ON automation.workflow_versions (tenant_id, document_namespace, document_name, workflow_id, version DESC);

-- A question that people have to answer before a task runs. Asked once per run of the task (the key).
CREATE TABLE automation.approvals (
  tenant_id    uuid        NOT NULL,
  id           uuid        NOT NULL,
  execution_id uuid        NOT NULL,
  key          text        NOT NULL CONSTRAINT approvals_key_length CHECK (char_length(key) BETWEEN 1 AND 1100),
  task_name    text        NOT NULL,
  status       text        NOT NULL CONSTRAINT approvals_status_known CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'cancelled')),
  message      text        CONSTRAINT approvals_message_length CHECK (char_length(message) <= 2000),
  approvers    text[]      NOT NULL,
  required     integer     NOT NULL CONSTRAINT approvals_required_positive CHECK (required >= 1),
  four_eyes    boolean     NOT NULL,
  evidence     json,
  requested_by text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  version      integer     NOT NULL CONSTRAINT approvals_version_positive CHECK (version >= 1),
  CONSTRAINT approvals_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT approvals_key_unique UNIQUE (tenant_id, execution_id, key),
  CONSTRAINT approvals_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES automation.executions (tenant_id, id),
  CONSTRAINT approvals_end_has_time CHECK ((status = 'pending') = (ended_at IS NULL)),
  CONSTRAINT approvals_expire_after_created CHECK (expires_at >= created_at)
);
SELECT app.protect_tenant_table('automation.approvals');
GRANT SELECT, INSERT, UPDATE ON automation.approvals TO orx_app;
CREATE INDEX approvals_newest ON automation.approvals (tenant_id, created_at DESC, id DESC);
CREATE INDEX approvals_by_status ON automation.approvals (tenant_id, status, created_at DESC, id DESC);

-- Nobody decides twice, and nobody changes a decision.
CREATE TABLE automation.approval_decisions (
  tenant_id   uuid        NOT NULL,
  approval_id uuid        NOT NULL,
  subject     text        NOT NULL,
  name        text,
  verdict     text        NOT NULL CONSTRAINT approval_decisions_verdict_known CHECK (verdict IN ('approved', 'rejected')),
  comment     text        CONSTRAINT approval_decisions_comment_length CHECK (char_length(comment) <= 2000),
  decided_at  timestamptz NOT NULL,
  CONSTRAINT approval_decisions_pkey PRIMARY KEY (tenant_id, approval_id, subject),
  CONSTRAINT approval_decisions_approval FOREIGN KEY (tenant_id, approval_id) REFERENCES automation.approvals (tenant_id, id)
);
SELECT app.protect_tenant_table('automation.approval_decisions');
GRANT SELECT, INSERT ON automation.approval_decisions TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.approval_decisions;
DROP TABLE automation.approvals;
ALTER TABLE automation.workflow_versions DROP COLUMN document_namespace, DROP COLUMN document_name, DROP COLUMN document_version;
ALTER TABLE automation.executions DROP CONSTRAINT executions_request_key_length;
ALTER TABLE automation.executions ADD CONSTRAINT executions_request_key_length CHECK (char_length(request_key) BETWEEN 1 AND 255);
ALTER TABLE automation.executions DROP COLUMN parent_execution_id, DROP COLUMN depth;
RESET ROLE;
