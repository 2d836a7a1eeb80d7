-- migrate:up
SET ROLE orx_owner;

-- How many executions led to one, one because of the other.
ALTER TABLE automation.executions ADD COLUMN causation_depth integer NOT NULL DEFAULT 0 CONSTRAINT executions_causation_depth_known CHECK (causation_depth >= 0);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE automation.executions DROP COLUMN causation_depth;
RESET ROLE;
