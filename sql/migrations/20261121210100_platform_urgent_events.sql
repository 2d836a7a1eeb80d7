-- migrate:up
SET ROLE orx_owner;

-- Events that somebody waits for: they have lanes of their own, so that thousands of others do not delay them.
ALTER TABLE platform.outbox ADD COLUMN urgent boolean NOT NULL DEFAULT false;
CREATE INDEX outbox_urgent ON platform.outbox (tenant_id, attempt_at, seq) WHERE urgent AND delivered_at IS NULL AND dead_at IS NULL;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP INDEX platform.outbox_urgent;
ALTER TABLE platform.outbox DROP COLUMN urgent;
RESET ROLE;
