-- migrate:up
SET ROLE orx_owner;

ALTER TABLE automation.executions
  ADD COLUMN paused_at timestamptz,
  ADD COLUMN paused_by text,
  ADD COLUMN rerun_of uuid,
  ADD COLUMN rerun_from json,
  ADD CONSTRAINT executions_pause_has_author CHECK ((paused_at IS NULL) = (paused_by IS NULL)),
  ADD CONSTRAINT executions_rerun_has_place CHECK ((rerun_of IS NULL) = (rerun_from IS NULL)),
  ADD CONSTRAINT executions_rerun_of_own FOREIGN KEY (tenant_id, rerun_of) REFERENCES automation.executions (tenant_id, id);
CREATE INDEX executions_reruns ON automation.executions (tenant_id, rerun_of) WHERE rerun_of IS NOT NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP INDEX automation.executions_reruns;
ALTER TABLE automation.executions DROP COLUMN rerun_from, DROP COLUMN rerun_of, DROP COLUMN paused_by, DROP COLUMN paused_at;
RESET ROLE;
