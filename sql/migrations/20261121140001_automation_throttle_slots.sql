-- migrate:up
SET ROLE orx_owner;

-- Who runs, or waits to run, under a throttle key; released rows stay as long as they count for the rate.
CREATE TABLE automation.throttle_slots (
  tenant_id  uuid        NOT NULL,
  key        text        NOT NULL CONSTRAINT throttle_slots_key_length CHECK (char_length(key) BETWEEN 1 AND 500),
  holder     text        NOT NULL CONSTRAINT throttle_slots_holder_length CHECK (char_length(holder) BETWEEN 1 AND 1500),
  seq        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  queued_at  timestamptz NOT NULL,
  granted_at timestamptz,
  -- Nothing was heard of the holder until then: its place, or its slot, is free again.
  expires_at timestamptz NOT NULL,
  released_at timestamptz,
  -- Until then the begin counts for the rate.
  counts_until timestamptz,
  CONSTRAINT throttle_slots_pkey PRIMARY KEY (tenant_id, key, holder),
  CONSTRAINT throttle_slots_granted_after_queued CHECK (granted_at >= queued_at),
  CONSTRAINT throttle_slots_released_was_granted CHECK (released_at IS NULL OR granted_at IS NOT NULL),
  CONSTRAINT throttle_slots_counts_when_granted CHECK ((counts_until IS NULL) = (granted_at IS NULL))
);
SELECT app.protect_tenant_table('automation.throttle_slots');
GRANT SELECT, INSERT, UPDATE, DELETE ON automation.throttle_slots TO orx_app;
CREATE INDEX throttle_slots_queue ON automation.throttle_slots (tenant_id, key, seq);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE automation.throttle_slots;
RESET ROLE;
