-- migrate:up
SET ROLE orx_owner;

-- What is there already has been handed to Temporal; from now on an execution is admitted first.
ALTER TABLE automation.executions
  ADD COLUMN priority text NOT NULL DEFAULT 'NORMAL' CONSTRAINT executions_priority_known CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  ADD COLUMN admitted_at timestamptz DEFAULT now();
ALTER TABLE automation.executions ALTER COLUMN admitted_at DROP DEFAULT;
CREATE INDEX executions_waiting ON automation.executions (tenant_id, created_at, id) WHERE status = 'pending' AND admitted_at IS NULL;
CREATE INDEX executions_admitted ON automation.executions (tenant_id, admitted_at) WHERE admitted_at IS NOT NULL AND finished_at IS NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP INDEX automation.executions_admitted;
DROP INDEX automation.executions_waiting;
ALTER TABLE automation.executions DROP COLUMN admitted_at, DROP COLUMN priority;
RESET ROLE;
