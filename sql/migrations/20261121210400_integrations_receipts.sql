-- migrate:up
SET ROLE orx_owner;
CREATE SCHEMA integrations AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA integrations TO orx_app;

-- A sender of alerts with a format, a credential and rules of its own.
CREATE TABLE integrations.integrations (
  tenant_id            uuid        NOT NULL,
  id                   uuid        NOT NULL,
  name                 text        NOT NULL CONSTRAINT integrations_name_length CHECK (char_length(name) BETWEEN 1 AND 128),
  kind                 text        NOT NULL CONSTRAINT integrations_kind_form CHECK (kind ~ '^[a-z][a-z0-9_]{0,31}$'),
  enabled              boolean     NOT NULL,
  authentication       jsonb       NOT NULL, -- how the sender proves who it is, without the secret
  sealed_secret        text,                 -- a JWE under a key that the database does not have
  token_digest         text        CONSTRAINT integrations_token_digest_form CHECK (token_digest ~ '^[0-9a-f]{64}$'), -- SHA-256 of a routing key or an address
  labels               jsonb       NOT NULL,
  default_severity     text        CONSTRAINT integrations_severity_known CHECK (default_severity IN ('critical', 'high', 'warning', 'low', 'info')),
  fingerprint_labels   text[]      NOT NULL CONSTRAINT integrations_fingerprint_labels_bounded CHECK (cardinality(fingerprint_labels) <= 32),
  auto_resolve_seconds integer     CONSTRAINT integrations_auto_resolve_bounded CHECK (auto_resolve_seconds BETWEEN 60 AND 604800),
  mapping              jsonb,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  version              integer     NOT NULL CONSTRAINT integrations_version_positive CHECK (version >= 1),
  CONSTRAINT integrations_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT integrations_name_once UNIQUE (tenant_id, name)
);
CREATE INDEX integrations_by_id ON integrations.integrations (id);
CREATE INDEX integrations_by_token ON integrations.integrations (token_digest) WHERE token_digest IS NOT NULL;
CREATE INDEX integrations_newest ON integrations.integrations (tenant_id, created_at DESC, id DESC);
SELECT app.protect_tenant_table('integrations.integrations');
GRANT SELECT, INSERT, UPDATE, DELETE ON integrations.integrations TO orx_app;

-- What became of each delivery of a sender; the copy of the body is bounded.
CREATE TABLE integrations.receipts (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  integration_id uuid        NOT NULL,
  status         text        NOT NULL CONSTRAINT receipts_status_known CHECK (status IN ('accepted', 'partly', 'refused')),
  accepted       integer     NOT NULL CONSTRAINT receipts_accepted_not_negative CHECK (accepted >= 0),
  refused        integer     NOT NULL CONSTRAINT receipts_refused_not_negative CHECK (refused >= 0),
  items          jsonb       NOT NULL, -- the first hundred
  body_digest    text        NOT NULL CONSTRAINT receipts_body_digest_form CHECK (body_digest ~ '^[0-9a-f]{64}$'),
  body_bytes     integer     NOT NULL CONSTRAINT receipts_body_bytes_not_negative CHECK (body_bytes >= 0),
  payload        bytea       NOT NULL CONSTRAINT receipts_payload_bounded CHECK (length(payload) <= 16384),
  replay_key     text        CONSTRAINT receipts_replay_key_form CHECK (replay_key ~ '^[0-9a-f]{64}$'),
  created_at     timestamptz NOT NULL,
  CONSTRAINT receipts_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT receipts_integration_exists FOREIGN KEY (tenant_id, integration_id) REFERENCES integrations.integrations (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE integrations.receipts SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX receipts_newest ON integrations.receipts (tenant_id, integration_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX receipts_once ON integrations.receipts (tenant_id, integration_id, replay_key) WHERE replay_key IS NOT NULL;
CREATE INDEX receipts_by_age ON integrations.receipts (created_at);
SELECT app.protect_tenant_table('integrations.receipts');
GRANT SELECT, INSERT, DELETE ON integrations.receipts TO orx_app;

ALTER TABLE alerting.alerts DROP CONSTRAINT alerts_source_known,
  ADD CONSTRAINT alerts_source_known CHECK (source IN ('prometheus', 'alertmanager', 'manual', 'rule', 'integration'));
RESET ROLE;

-- A request names an integration or shows a token, and no tenant. These looks across tenants answer ids and nothing else.
SET ROLE orx_migrator;
CREATE FUNCTION integrations.find_integration(wanted uuid) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT i.tenant_id, i.id FROM integrations.integrations i JOIN auth.tenants t ON t.id = i.tenant_id WHERE i.id = wanted AND t.enabled
$$;
CREATE FUNCTION integrations.find_integration_by_token(digest text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT i.tenant_id, i.id FROM integrations.integrations i JOIN auth.tenants t ON t.id = i.tenant_id WHERE i.token_digest = digest AND t.enabled
$$;
CREATE FUNCTION integrations.prune_receipts(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH old AS (SELECT r.tenant_id, r.id FROM integrations.receipts r WHERE r.created_at < before ORDER BY r.created_at LIMIT most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM integrations.receipts r USING old o WHERE r.tenant_id = o.tenant_id AND r.id = o.id RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION integrations.find_integration(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION integrations.find_integration_by_token(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION integrations.prune_receipts(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION integrations.find_integration(uuid), integrations.find_integration_by_token(text), integrations.prune_receipts(timestamptz, integer) TO orx_app;
RESET ROLE;

-- migrate:down
DROP FUNCTION integrations.prune_receipts(timestamptz, integer);
DROP FUNCTION integrations.find_integration_by_token(text);
DROP FUNCTION integrations.find_integration(uuid);
SET ROLE orx_owner;
UPDATE alerting.alerts SET source = 'manual' WHERE source = 'integration';
ALTER TABLE alerting.alerts DROP CONSTRAINT alerts_source_known,
  ADD CONSTRAINT alerts_source_known CHECK (source IN ('prometheus', 'alertmanager', 'manual', 'rule'));
DROP SCHEMA integrations CASCADE;
RESET ROLE;
