-- migrate:up
SET ROLE orx_owner;

CREATE SCHEMA audit AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA audit TO orx_app;

-- One row per change. hash = sha256(prev_hash || canonical JSON of the entry), seq without gaps: a chain per tenant.
CREATE TABLE audit.audit_log (
  tenant_id      uuid        NOT NULL,
  seq            bigint      NOT NULL CONSTRAINT audit_log_seq_is_positive CHECK (seq > 0),
  id             uuid        NOT NULL,
  occurred_at    timestamptz NOT NULL,
  actor          text        NOT NULL,
  actor_kind     text        NOT NULL CONSTRAINT audit_log_actor_kind CHECK (actor_kind IN ('user', 'api_key', 'system')),
  actor_name     text,
  operation      text        NOT NULL,
  action         text        NOT NULL,
  entity_type    text        NOT NULL,
  entity_id      text        NOT NULL,
  before         jsonb,
  after          jsonb,
  correlation_id text        NOT NULL,
  ip             text,
  prev_hash      bytea       NOT NULL CONSTRAINT audit_log_prev_hash_is_sha256 CHECK (octet_length(prev_hash) = 32),
  hash           bytea       NOT NULL CONSTRAINT audit_log_hash_is_sha256 CHECK (octet_length(hash) = 32),
  CONSTRAINT audit_log_pkey PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX audit_log_entity ON audit.audit_log (tenant_id, entity_type, entity_id, seq DESC);
CREATE INDEX audit_log_actor ON audit.audit_log (tenant_id, actor, seq DESC);
CREATE INDEX audit_log_action ON audit.audit_log (tenant_id, action, seq DESC);
CREATE INDEX audit_log_correlation ON audit.audit_log (tenant_id, correlation_id, seq DESC);
CREATE INDEX audit_log_time ON audit.audit_log (tenant_id, occurred_at);
SELECT app.protect_tenant_table('audit.audit_log');
GRANT SELECT, INSERT ON audit.audit_log TO orx_app; -- append-only: no UPDATE, no DELETE

CREATE TABLE audit.chain_heads (
  tenant_id uuid   NOT NULL,
  seq       bigint NOT NULL,
  hash      bytea  NOT NULL CONSTRAINT chain_heads_hash_is_sha256 CHECK (octet_length(hash) = 32),
  CONSTRAINT chain_heads_pkey PRIMARY KEY (tenant_id)
);
SELECT app.protect_tenant_table('audit.chain_heads');
GRANT SELECT, INSERT, UPDATE ON audit.chain_heads TO orx_app;

-- Appends entries to the tenant's chain in one call. Writers of one tenant take turns at the head's row from here to their commit,
-- so it is the last thing a transaction does. `entries` is an array of the columns plus `canonical`, the text that is hashed.
CREATE FUNCTION audit.append(tenant uuid, entries jsonb) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  head  audit.chain_heads;
  entry jsonb;
  next  bytea;
BEGIN
  SELECT * INTO head FROM audit.chain_heads WHERE tenant_id = tenant FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit.chain_heads (tenant_id, seq, hash)
      VALUES (tenant, 0, pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')) ON CONFLICT (tenant_id) DO NOTHING;
    SELECT * INTO STRICT head FROM audit.chain_heads WHERE tenant_id = tenant FOR UPDATE;
  END IF;
  FOR entry IN SELECT value FROM pg_catalog.jsonb_array_elements(entries) LOOP
    next := pg_catalog.sha256(head.hash || pg_catalog.convert_to(entry ->> 'canonical', 'UTF8'));
    INSERT INTO audit.audit_log (tenant_id, seq, id, occurred_at, actor, actor_kind, actor_name, operation, action,
                                 entity_type, entity_id, before, after, correlation_id, ip, prev_hash, hash)
      VALUES (tenant, head.seq + 1, (entry ->> 'id')::uuid, (entry ->> 'occurred_at')::timestamptz, entry ->> 'actor', entry ->> 'actor_kind',
              entry ->> 'actor_name', entry ->> 'operation', entry ->> 'action', entry ->> 'entity_type', entry ->> 'entity_id',
              nullif(entry -> 'before', 'null'), nullif(entry -> 'after', 'null'), entry ->> 'correlation_id', entry ->> 'ip', head.hash, next);
    head.seq := head.seq + 1;
    head.hash := next;
  END LOOP;
  UPDATE audit.chain_heads SET seq = head.seq, hash = head.hash WHERE tenant_id = tenant;
END $$;
GRANT EXECUTE ON FUNCTION audit.append(uuid, jsonb) TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA audit CASCADE;
RESET ROLE;
