-- migrate:up
SET ROLE orx_owner;

-- Large payloads of Temporal workflows, encrypted; their histories hold (workflow_id, name) only.
CREATE TABLE platform.payload_claims (
  tenant_id   uuid        NOT NULL,
  workflow_id text        NOT NULL CONSTRAINT payload_claims_workflow_is_short CHECK (length(workflow_id) BETWEEN 1 AND 1000),
  name        text        NOT NULL CONSTRAINT payload_claims_name_is_digest CHECK (name ~ '^[0-9a-f]{64}$'),
  content     bytea       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  -- The end of the workflow says when exactly; until then longer than any workflow lasts.
  expires_at  timestamptz NOT NULL DEFAULT now() + interval '2 years',
  CONSTRAINT payload_claims_pkey PRIMARY KEY (tenant_id, workflow_id, name)
);
-- Ciphertext does not compress.
ALTER TABLE platform.payload_claims ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX payload_claims_expiry ON platform.payload_claims (expires_at);
SELECT app.protect_tenant_table('platform.payload_claims');
CREATE POLICY relay ON platform.payload_claims FOR ALL TO orx_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON platform.payload_claims TO orx_app;
GRANT SELECT (tenant_id, workflow_id, name, expires_at), DELETE ON platform.payload_claims TO orx_relay; -- it sweeps what has expired, for all tenants

CREATE INDEX executions_by_id ON automation.executions (id);

RESET ROLE;

-- A workflow id names an execution but no tenant, and its payloads have to find their tenant's key. This is the one read across tenants
-- here: it answers one tenant id for one execution id.
SET ROLE orx_migrator;
CREATE FUNCTION automation.tenant_of_execution(wanted uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.tenant_id FROM automation.executions e WHERE e.id = wanted LIMIT 1
$$;
REVOKE ALL ON FUNCTION automation.tenant_of_execution(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION automation.tenant_of_execution(uuid) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION automation.tenant_of_execution(uuid);
SET ROLE orx_owner;
DROP INDEX automation.executions_by_id;
DROP TABLE platform.payload_claims;
RESET ROLE;
