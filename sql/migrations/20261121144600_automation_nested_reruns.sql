-- migrate:up
SET ROLE orx_owner;

-- What `$context` became by a step: a rerun that begins behind it goes on with it.
ALTER TABLE automation.execution_steps ADD COLUMN context json;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE automation.execution_steps DROP COLUMN context;
RESET ROLE;
