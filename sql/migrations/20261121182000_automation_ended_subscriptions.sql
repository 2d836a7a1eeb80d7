-- migrate:up
SET ROLE orx_owner;

-- When a `listen` was over. What was delivered to it stays as long as events do: a workflow task of Temporal that is lost is repeated, and looks
-- again at what it had looked at before it ended the subscription.
ALTER TABLE automation.event_subscriptions ADD COLUMN closed_at timestamptz,
  ADD CONSTRAINT event_subscriptions_closed_of_execution CHECK (closed_at IS NULL OR execution_id IS NOT NULL);
CREATE INDEX event_subscriptions_closed ON automation.event_subscriptions (tenant_id, closed_at) WHERE closed_at IS NOT NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP INDEX automation.event_subscriptions_closed;
ALTER TABLE automation.event_subscriptions DROP COLUMN closed_at;
RESET ROLE;
