-- migrate:up
SET ROLE orx_owner;

-- The agent whose slot was reserved for a task when it was offered; stays as it was when another has leased the ticket since.
ALTER TABLE orchestration.plan_tasks
  ADD COLUMN reserved_for   text,
  ADD COLUMN reserved_until timestamptz,
  ADD CONSTRAINT plan_tasks_reservation_is_whole CHECK ((reserved_for IS NULL) = (reserved_until IS NULL)),
  ADD CONSTRAINT plan_tasks_reserved_when_offered CHECK (reserved_until IS NULL OR offered_at IS NOT NULL);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
ALTER TABLE orchestration.plan_tasks DROP COLUMN reserved_for CASCADE, DROP COLUMN reserved_until CASCADE;
RESET ROLE;
