-- migrate:up
-- Roles belong to the server, not to this database: another database of the same server may have made them already.
DO $$
DECLARE role record;
BEGIN
  FOR role IN SELECT * FROM (VALUES
    ('orx_owner',    'NOLOGIN NOBYPASSRLS'),                                              -- owns every table; migrations SET ROLE to it
    ('orx_migrator', 'NOLOGIN BYPASSRLS'),                                                -- data migrations: FORCE binds the owner too
    ('orx_app',      'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'), -- api and worker; one tenant per transaction
    ('orx_relay',    'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS')  -- the outbox of all tenants, nothing else
  ) AS wanted (name, attributes)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role.name) THEN
      EXECUTE format('CREATE ROLE %I %s', role.name, role.attributes);
    END IF;
  END LOOP;
END $$;
GRANT orx_owner TO orx_migrator;
GRANT orx_owner, orx_migrator TO CURRENT_USER;

-- No statement, lock or transaction of a request may last: PostgreSQL's defaults are "for ever".
ALTER ROLE orx_app SET statement_timeout = '5s';
ALTER ROLE orx_app SET lock_timeout = '2s';
ALTER ROLE orx_app SET idle_in_transaction_session_timeout = '10s';
-- The relay holds its claims for as long as handlers take, which it bounds itself.
ALTER ROLE orx_relay SET statement_timeout = '30s';
ALTER ROLE orx_relay SET lock_timeout = '5s';
ALTER ROLE orx_relay SET idle_in_transaction_session_timeout = '120s';
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN -- the setting is new in PostgreSQL 17
    ALTER ROLE orx_app SET transaction_timeout = '15s';
    ALTER ROLE orx_relay SET transaction_timeout = '180s';
  END IF;
END $$;

DO $$ BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO orx_owner', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO orx_app, orx_relay', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO orx_app, orx_relay;
GRANT SELECT ON public.schema_migrations TO orx_app, orx_relay; -- readiness asks whether the migrations are current
ALTER DEFAULT PRIVILEGES FOR ROLE orx_owner, orx_migrator REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE orx_owner, orx_migrator REVOKE USAGE ON TYPES FROM PUBLIC;

SET ROLE orx_owner;

CREATE SCHEMA app AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA app TO orx_app;

-- Loud: a forgotten tenant is an error and not an empty list. After a transaction the setting reads '' on a pooled connection.
CREATE FUNCTION app.current_tenant() RETURNS uuid
  LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE value text := pg_catalog.current_setting('app.tenant_id', true);
BEGIN
  IF value IS NULL OR value = '' THEN
    RAISE EXCEPTION 'tenant context missing' USING ERRCODE = '42501';
  END IF;
  RETURN value::uuid;
END $$;
GRANT EXECUTE ON FUNCTION app.current_tenant() TO orx_app, orx_relay;

-- The one form of tenant isolation; grants stay with each migration, because they differ.
CREATE FUNCTION app.protect_tenant_table(target regclass) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE pg_catalog.format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE pg_catalog.format(
    'CREATE POLICY tenant ON %s FOR ALL TO orx_app USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()))',
    target);
END $$;

CREATE SCHEMA platform AUTHORIZATION orx_owner;
GRANT USAGE ON SCHEMA platform TO orx_app, orx_relay;

CREATE TABLE platform.outbox (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  seq            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  type           text        NOT NULL CONSTRAINT outbox_type_is_short CHECK (length(type) BETWEEN 1 AND 200),
  aggregate_id   text        NOT NULL CONSTRAINT outbox_aggregate_is_short CHECK (length(aggregate_id) BETWEEN 1 AND 200),
  data           jsonb       NOT NULL CONSTRAINT outbox_data_is_object CHECK (jsonb_typeof(data) = 'object'),
  correlation_id text        NOT NULL,
  traceparent    text,
  occurred_at    timestamptz NOT NULL,
  available_at   timestamptz NOT NULL, -- a timer when it lies in the future
  attempt_at     timestamptz NOT NULL, -- next try: available_at at first, later after a backoff
  attempts       integer     NOT NULL DEFAULT 0 CONSTRAINT outbox_attempts_count CHECK (attempts >= 0),
  last_error     text,
  delivered_at   timestamptz,
  dead_at        timestamptz,          -- given up; stays visible until somebody replays it
  CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT outbox_ends_once CHECK (delivered_at IS NULL OR dead_at IS NULL)
);
-- A queue changes faster than the defaults expect.
ALTER TABLE platform.outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX outbox_due ON platform.outbox (tenant_id, attempt_at, seq) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_next ON platform.outbox (attempt_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_order ON platform.outbox (tenant_id, aggregate_id, seq) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_done ON platform.outbox (tenant_id, delivered_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX outbox_dead ON platform.outbox (tenant_id, dead_at) WHERE dead_at IS NOT NULL;
SELECT app.protect_tenant_table('platform.outbox');
CREATE POLICY relay ON platform.outbox FOR ALL TO orx_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON platform.outbox TO orx_app;
GRANT SELECT, UPDATE, DELETE ON platform.outbox TO orx_relay;

CREATE TABLE platform.idempotency_keys (
  tenant_id    uuid        NOT NULL,
  operation    text        NOT NULL,
  key          text        NOT NULL CONSTRAINT idempotency_keys_key_is_short CHECK (length(key) BETWEEN 1 AND 255),
  request_hash text        NOT NULL,
  status       integer     NOT NULL CONSTRAINT idempotency_keys_status_is_http CHECK (status BETWEEN 200 AND 599),
  headers      json        NOT NULL, -- json and not jsonb: a replay keeps the order of the fields
  body         json,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (tenant_id, operation, key)
);
CREATE INDEX idempotency_keys_expiry ON platform.idempotency_keys (tenant_id, expires_at);
SELECT app.protect_tenant_table('platform.idempotency_keys');
CREATE POLICY relay ON platform.idempotency_keys FOR ALL TO orx_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform.idempotency_keys TO orx_app;
GRANT SELECT, DELETE ON platform.idempotency_keys TO orx_relay; -- it sweeps what has expired, for all tenants

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP SCHEMA platform CASCADE;
DROP SCHEMA app CASCADE;
RESET ROLE;
