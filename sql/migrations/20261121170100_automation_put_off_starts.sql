-- migrate:up
SET ROLE orx_owner;

-- When the start was due and the tenant's quota had no room: whoever admits the execution has to have it started. One that merely has not been
-- started yet needs nobody else. Of what is there already nobody knows any more.
ALTER TABLE automation.executions ADD COLUMN put_off_at timestamptz DEFAULT now();
ALTER TABLE automation.executions ALTER COLUMN put_off_at DROP DEFAULT;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE automation.executions DROP COLUMN put_off_at;
RESET ROLE;
