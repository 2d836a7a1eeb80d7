-- migrate:up
SET ROLE orx_owner;

-- Signatures of webhooks that were taken, for as long as their timestamps would let them pass again.
CREATE TABLE orchestration.webhook_deliveries (
  tenant_id   uuid        NOT NULL,
  signature   text        NOT NULL CONSTRAINT webhook_deliveries_signature_form CHECK (signature ~ '^[0-9a-f]{64}$'),
  received_at timestamptz NOT NULL,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (tenant_id, signature)
);
SELECT app.protect_tenant_table('orchestration.webhook_deliveries');
GRANT SELECT, INSERT, DELETE ON orchestration.webhook_deliveries TO orx_app;
CREATE INDEX webhook_deliveries_by_age ON orchestration.webhook_deliveries (tenant_id, received_at);

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE orchestration.webhook_deliveries;
RESET ROLE;
